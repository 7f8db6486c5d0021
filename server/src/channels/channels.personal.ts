import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';

/** What staff noted of their customers; by which channel somebody came is a matter of referrals. */
@Injectable()
export class ChannelsPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [{ table: 'staff_note', withheld: ['operator_id'], left: 'nothing' }],
    });
  }
}
