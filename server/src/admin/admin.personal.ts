import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';

const left = { because: 'what operators did is never changed; it holds no name and no number' };

/** What operators wrote about a shopper. Who of them is their own affair. */
@Injectable()
export class AdminPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [
        {
          table: 'audit_log',
          whose: `subject_kind IN ('shopper', 'member') AND subject_id = ?`,
          withheld: ['operator_id', 'operator_name'],
          left,
        },
        {
          table: 'approval',
          whose: 'subject_id = ?',
          withheld: ['asked_by', 'decided_by'],
          left,
        },
      ],
    });
  }
}
