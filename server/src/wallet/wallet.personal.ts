import { Injectable } from '@nestjs/common';
import { Ledger } from '../ledger/ledger.service.js';
import { PersonalData } from '../platform/personal-data.js';
import { Lots } from './lots.service.js';
import { countOpenRecharges } from './recharges/recharge.store.js';
import { countUnreceived } from './refunds/recharge-refund.store.js';

const left = { because: 'the books: what was paid in advance and what became of it' };

/**
 * Stored value. Principal is the shopper's money: it is spent or refunded before the account goes,
 * never given up. Bonus may be.
 */
@Injectable()
export class WalletPersonalData {
  constructor(personal: PersonalData, ledger: Ledger, lots: Lots) {
    personal.add({
      tables: [
        { table: 'wallet_lot', left },
        {
          table: 'wallet_lot_move',
          whose: 'lot_id IN (SELECT id FROM wallet_lot WHERE shopper_id = ?)',
          left,
        },
        { table: 'wallet_hold', left },
        { table: 'recharge', withheld: ['idempotency_key', 'input_hash'], left },
        { table: 'recharge_refund', withheld: ['operator_id'], left },
      ],
      remains: async (db, shopperId) => {
        const balances = await ledger.balances(shopperId, db);
        return [
          { kind: 'open-refunds', amount: await countUnreceived(db, shopperId) },
          { kind: 'open-recharges', amount: await countOpenRecharges(db, shopperId) },
          {
            kind: 'principal',
            amount: balances['wallet.principal'] + balances['wallet.principal-held'],
          },
          { kind: 'bonus', amount: balances['wallet.bonus'] },
        ];
      },
      erase: (tx, { shopperId }) => lots.giveUpBonus(tx, shopperId),
    });
  }
}
