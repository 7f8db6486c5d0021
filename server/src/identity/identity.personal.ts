import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';
import { Sessions } from './sessions.js';

/** Who a shopper is. The row stays without a name: what they bought is theirs still. */
@Injectable()
export class IdentityPersonalData {
  constructor(personal: PersonalData, sessions: Sessions) {
    personal.add({
      tables: [
        {
          table: 'shopper',
          whose: 'id = ?',
          withheld: ['phone_code_hash'],
          left: {
            because:
              'orders and the ledger name it; another login of the openid is another shopper',
            set: `openid = CONCAT('deleted-', id), unionid = NULL, phone = NULL,
              phone_code_hash = NULL, phone_bound_at = NULL, default_address_id = NULL`,
          },
        },
        { table: 'shopper_agreement', left: { because: 'proof of what was agreed to' } },
        {
          table: 'shopper_token',
          withheld: ['session_hash', 'refresh_hash'],
          left: 'nothing',
        },
        { table: 'address', left: 'nothing' },
        // Copies of answers, kept for days so that a repeated write is answered as the first was.
        { table: 'idempotency_key', whose: 'owner_id = ?', left: 'nothing' },
      ],
      erase: (tx, { shopperId }) => Promise.resolve(sessions.forgetAll(tx, shopperId)),
    });
  }
}
