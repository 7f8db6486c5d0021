import { Injectable } from '@nestjs/common';
import { PersonalData } from '../platform/personal-data.js';
import { forgetImported, unclaimedPrincipal } from './imported-member.store.js';

/** What was imported of a shopper. The number stays, so that no second import brings it again. */
@Injectable()
export class MemberImportPersonalData {
  constructor(personal: PersonalData) {
    personal.add({
      tables: [
        {
          table: 'imported_member',
          left: { because: 'where balances came from; it holds no name and no number to call' },
        },
      ],
      // What waits for an operator to say whose it is may be this shopper's money.
      remains: async (db, shopperId) => [
        { kind: 'principal', amount: await unclaimedPrincipal(db, shopperId) },
      ],
      erase: forgetImported,
    });
  }
}
