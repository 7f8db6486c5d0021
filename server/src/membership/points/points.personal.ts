import { Injectable } from '@nestjs/common';
import { Ledger } from '../../ledger/ledger.service.js';
import { PersonalData } from '../../platform/personal-data.js';
import { GiveUpPoints } from './lots/give-up-points.service.js';

const because = 'the books: what points were given and what became of them';

/** Points are given up with the account; what is owed below zero is not asked for. */
@Injectable()
export class PointsPersonalData {
  constructor(personal: PersonalData, ledger: Ledger, giveUp: GiveUpPoints) {
    const left = { because };
    personal.add({
      tables: [
        { table: 'point_lot', left },
        {
          table: 'point_lot_move',
          whose: 'lot_id IN (SELECT id FROM point_lot WHERE shopper_id = ?)',
          left,
        },
        {
          table: 'point_earning',
          whose: 'order_id IN (SELECT id FROM orders WHERE shopper_id = ?)',
          left,
        },
        { table: 'point_hold', left },
        {
          table: 'point_give_back',
          whose: 'order_id IN (SELECT order_id FROM point_hold WHERE shopper_id = ?)',
          left,
        },
        { table: 'points_redemption', left },
      ],
      remains: async (db, shopperId) => {
        const balances = await ledger.balances(shopperId, db);
        const points = balances['points.active'] + balances['points.pending'];
        return [{ kind: 'points', amount: Math.max(0, points) }];
      },
      erase: (tx, { shopperId }) => giveUp.all(tx, shopperId),
    });
  }
}
