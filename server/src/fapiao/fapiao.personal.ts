import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';
import { countUnissued, forgetEmails } from './fapiao.store.js';

/** An issued fapiao says to whom; one that is still owed keeps the account. */
@Injectable()
export class FapiaoPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [
        {
          table: 'fapiao',
          whose: 'order_id IN (SELECT id FROM orders WHERE shopper_id = ?)',
          left: { because: 'issued fapiao are kept five years (发票管理办法 art. 28)' },
        },
      ],
      remains: async (db, shopperId) => [
        { kind: 'open-fapiao', amount: await countUnissued(db, shopperId) },
      ],
      erase: (tx, { shopperId }) => forgetEmails(tx, shopperId),
    });
  }
}
