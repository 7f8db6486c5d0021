import { Injectable } from '@nestjs/common';
import { fen, tendersOf, type CheckedPurchase, type Quote, type Tenders } from '@siyu/shared';
import { Points } from '../../membership/points/spending/points.service.js';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { Wallet } from '../../wallet/wallet.service.js';
import { WalletSettingsDocument } from '../../wallet/wallet-settings.js';
import type { OrderRow } from '../order.store.js';

/** An order as far as it is paid by points and balance. */
export type TenderedOrder = Pick<OrderRow, 'id' | 'shopperId' | 'pointsFen' | 'balanceFen'>;

/**
 * The part of an order that is not paid through WeChat: held when it is placed, captured when it is
 * paid, released when it closes. An order that WeChat alone pays costs no statement here.
 */
@Injectable()
export class OrderTenders {
  constructor(
    private readonly points: Points,
    private readonly wallet: Wallet,
    private readonly settings: WalletSettingsDocument,
  ) {}

  /**
   * How a purchase is paid, as its shopper chose.
   * @throws Refusal POINTS_LIMIT when points may not pay so much, TENDERS_EXCEED_TOTAL,
   *   BALANCE_UNCONFIRMED above the amount the shop wants confirmed
   */
  async agreed(
    tx: Tx,
    shopperId: string,
    quote: Pick<Quote, 'totalFen' | 'goodsFen' | 'discountFen'>,
    { pointsFen, balanceFen, balanceConfirmed }: CheckedPurchase,
  ): Promise<Tenders> {
    const { totalFen } = quote;
    if (pointsFen > 0) {
      const goodsFen = fen(quote.goodsFen - quote.discountFen);
      const { amountFen } = await this.points.redemption(shopperId, goodsFen, tx);
      if (pointsFen > amountFen) throw new Refusal('POINTS_LIMIT', { amountFen });
    }
    if (pointsFen + balanceFen > totalFen) throw new Refusal('TENDERS_EXCEED_TOTAL', { totalFen });
    if (balanceFen > 0 && !balanceConfirmed) {
      const { confirmAboveFen } = await this.settings.current(tx);
      if (balanceFen > confirmAboveFen) {
        throw new Refusal('BALANCE_UNCONFIRMED', { confirmAboveFen });
      }
    }
    return tendersOf({ totalFen, pointsFen, balanceFen });
  }

  /** @throws Refusal POINTS_INSUFFICIENT, BALANCE_INSUFFICIENT */
  async hold(tx: Tx, order: TenderedOrder): Promise<void> {
    if (order.pointsFen > 0) await this.points.hold(tx, tender(order, 'pointsFen'));
    if (order.balanceFen > 0) await this.wallet.hold(tx, tender(order, 'balanceFen'));
  }

  /** Their payments succeeded; for orders of which payments are a part. */
  async capture(tx: Tx, orderIds: readonly string[]): Promise<void> {
    if (orderIds.length === 0) return;
    await this.points.capture(tx, orderIds);
    await this.wallet.capture(tx, orderIds);
  }

  /** It closed unpaid. */
  async release(tx: Tx, { id, pointsFen, balanceFen }: TenderedOrder): Promise<void> {
    if (pointsFen > 0) await this.points.release(tx, id);
    if (balanceFen > 0) await this.wallet.release(tx, id);
  }

  /** It was paid after it had closed: the same again, or false, and the caller rolls back. */
  async tryHoldAgain(tx: Tx, order: TenderedOrder): Promise<boolean> {
    if (order.pointsFen > 0 && !(await this.points.tryHoldAgain(tx, order.id))) return false;
    if (order.balanceFen === 0) return true;
    return this.wallet.tryHoldAgain(tx, tender(order, 'balanceFen'));
  }

  /** Part of a refund goes back to where it came from, at once. */
  async giveBack(tx: Tx, orderId: string, refundId: string, part: Tenders): Promise<void> {
    const { pointsFen, balanceFen } = part;
    if (pointsFen > 0) await this.points.giveBack(tx, { orderId, refundId, amountFen: pointsFen });
    if (balanceFen > 0)
      await this.wallet.giveBack(tx, { orderId, refundId, amountFen: balanceFen });
  }
}

function tender(order: TenderedOrder, which: 'pointsFen' | 'balanceFen') {
  return { orderId: order.id, shopperId: order.shopperId, amountFen: order[which] };
}
