import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';

/** Files of everything are no part of everything. */
@Injectable()
export class PrivacyPersonalData {
  constructor(personal: PersonalData) {
    const exports = { table: 'personal_export', withheld: ['file'], left: 'nothing' as const };
    personal.add({ tables: [exports] });
  }
}
