import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';

const BOOKS = { because: 'the books: entries are never changed' };

@Injectable()
export class LedgerPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [
        {
          table: 'ledger_entry',
          whose: 'id IN (SELECT entry_id FROM ledger_posting WHERE shopper_id = ?)',
          withheld: ['input_hash'],
          left: BOOKS,
        },
        { table: 'ledger_posting', left: BOOKS },
        { table: 'ledger_balance', left: BOOKS },
      ],
    });
  }
}
