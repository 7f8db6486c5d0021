import { Injectable } from '@nestjs/common';
import { commissionLeft, daysAfter, fen, sumFen, type Fen } from '@siyu/shared';
import { lockShopper } from '../../identity/lock-shopper.js';
import { SoldGoods, type SoldOrder } from '../../orders/lines/sold-goods.service.js';
import type { Tx } from '../../platform/transaction.js';
import { CommissionRules } from '../rules/commission-rules.service.js';
import { CommissionBooks } from './commission-books.js';
import {
  commissionsOf,
  lockShares,
  setSettleAt,
  sharesOf,
  type CommissionRow,
  type ShareRow,
} from './commission.store.js';

/**
 * Brings what promoters have of an order to what is left of the order. It looks at the order as it
 * stands, so news may come late, twice or in any order.
 */
@Injectable()
export class RecountCommission {
  constructor(
    private readonly goods: SoldGoods,
    private readonly rules: CommissionRules,
    private readonly books: CommissionBooks,
  ) {}

  /** The ids of those of these orders that gave commission; one statement. */
  async rewarded(tx: Tx, orderIds: readonly string[]): Promise<string[]> {
    if (orderIds.length === 0) return [];
    return [...new Set((await sharesOf(tx, orderIds)).map(({ orderId }) => orderId))];
  }

  /** Lowers what refunds have taken, and notes when the rest may settle. */
  async recount(tx: Tx, orderId: string): Promise<void> {
    const shares = await this.lock(tx, orderId);
    const order = shares.length === 0 ? null : await this.goods.of(tx, orderId);
    if (!order) return;
    const lines = await commissionsOf(tx, orderId);
    for (const share of shares) {
      if (share.state === 'void') continue;
      await this.noteSettling(tx, share, order);
      const leftFen = leftOf(share, lines, order);
      if (leftFen < share.leftFen) await this.books.lower(tx, share, leftFen);
    }
  }

  /** Promoters first, in the order of their ids, then what they have. */
  async lock(tx: Tx, orderId: string): Promise<ShareRow[]> {
    const promoterIds = (await sharesOf(tx, [orderId])).map(({ promoterId }) => promoterId);
    for (const id of promoterIds.sort()) await lockShopper(tx, id);
    return promoterIds.length === 0 ? [] : lockShares(tx, orderId);
  }

  private async noteSettling(tx: Tx, share: ShareRow, order: SoldOrder): Promise<void> {
    if (share.settleAt !== null || order.afterSaleUntil === null) return;
    const waitDays = await this.rules.waitDays(tx, share.ruleVersion);
    await setSettleAt(tx, share, daysAfter(order.afterSaleUntil, waitDays));
  }
}

function leftOf(share: ShareRow, lines: readonly CommissionRow[], order: SoldOrder): Fen {
  const own = lines.filter(({ level }) => level === share.level);
  return sumFen(
    own.map(({ lineId, commissionFen }) => {
      const line = order.lines.find((one) => one.lineId === lineId);
      return line ? commissionLeft(commissionFen, line) : fen(0);
    }),
  );
}
