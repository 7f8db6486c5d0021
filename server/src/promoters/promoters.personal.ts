import { Injectable } from '@nestjs/common';
import type { PromoterState } from '@siyu/shared';
import { Ledger } from '../ledger/ledger.service.js';
import { PersonalData } from '../platform/personal-data.js';
import { CommissionHolds } from './commission/commission-holds.service.js';

const BOOKS = 'the books: what was earned by orders and paid for it';
const LEFT = `state = '${'left' satisfies PromoterState}', statement = '', reason = ''`;

/**
 * Commission. What has settled, is being withdrawn or is in question is money owed, and keeps the
 * account (case 63). What may still settle is given up: it stays frozen under the account's id
 * (case 53). A debt keeps nobody: the books go on saying it.
 */
@Injectable()
export class PromotersPersonalData {
  constructor(personal: PersonalData, ledger: Ledger, holds: CommissionHolds) {
    personal.add({
      tables: [
        { table: 'promoter', withheld: ['recruited_by'], left: { because: BOOKS, set: LEFT } },
        {
          table: 'commission_share',
          whose: 'promoter_id = ?',
          withheld: ['buyer_id'],
          left: { because: BOOKS },
        },
        {
          table: 'commission_share',
          whose: 'buyer_id = ?',
          withheld: ['promoter_id', 'given_fen', 'left_fen', 'frozen_for'],
          left: { because: BOOKS },
        },
        {
          table: 'commission',
          whose: `(order_id, level) IN
            (SELECT order_id, level FROM commission_share WHERE promoter_id = ?)`,
          left: { because: BOOKS },
        },
        {
          table: 'withdrawal',
          left: { because: BOOKS, set: "payee = '', openid = '', note = ''" },
        },
      ],
      remains: async (db, shopperId) => {
        const balances = await ledger.balances(shopperId, db);
        const settled = Math.max(0, balances['commission.settled']);
        const open = balances['commission.withdrawing'] + balances['commission.frozen'];
        return [
          { kind: 'commission', amount: settled + open },
          { kind: 'estimated-commission', amount: balances['commission.estimated'] },
        ];
      },
      erase: (tx, { shopperId }) => holds.freezeAllOf(tx, shopperId),
    });
  }
}
