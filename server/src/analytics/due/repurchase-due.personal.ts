import { Injectable } from '@nestjs/common';
import { PersonalData } from '../../platform/personal-data.js';

/** What is foreseen of a shopper, and kept. */
@Injectable()
export class RepurchaseDuePersonalData {
  constructor(personal: PersonalData) {
    personal.add({ tables: [{ table: 'repurchase_due', left: 'nothing' }] });
  }
}
