import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';
import { countOpenRefunds } from './refund-list.store.js';

const because = 'proof of what was paid and sent back, three years (电子商务法 art. 31)';

/** What went through WeChat. A refund that has not arrived keeps the account. */
@Injectable()
export class PaymentsPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [
        { table: 'payment', left: { because, set: `openid = ''` } },
        {
          table: 'refund',
          whose: 'payment_id IN (SELECT id FROM payment WHERE shopper_id = ?)',
          withheld: ['last_error'],
          left: { because },
        },
        {
          table: 'merchant_transfer',
          withheld: ['last_error', 'package_info'],
          left: { because, set: `openid = '', payee_name = NULL` },
        },
      ],
      remains: async (db, shopperId) => [
        { kind: 'open-refunds', amount: await countOpenRefunds(db, shopperId) },
      ],
    });
  }
}
