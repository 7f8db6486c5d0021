import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';

/** Which segments somebody is and was in, and how they scored. */
@Injectable()
export class SegmentsPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [
        { table: 'segment_member', left: 'nothing' },
        { table: 'segment_change', withheld: ['changed_by'], left: 'nothing' },
        { table: 'rfm_score', left: 'nothing' },
      ],
    });
  }
}
