import { Inject, Injectable } from '@nestjs/common';
import { assert, sumFen, type Fen } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Stock } from '../../catalog/stock.js';
import { Payments } from '../../payments/payments.service.js';
import { Outbox } from '../../platform/outbox.js';
import { Refusal } from '../../platform/refusal.js';
import { affected, type Tx } from '../../platform/transaction.js';
import { Promotions } from '../../promotions/campaigns/promotions.service.js';
import { AdvanceOrder } from '../fulfilment/advance-order.service.js';
import { keptFacts } from '../kept-facts.js';
import '../order.events.js';
import { linesOf, type OrderLineRow } from './order-line.store.js';
import { lockWithPayment } from '../lock-order.js';
import type { OrderRow } from '../order.store.js';

export type { OrderLineRow };

/** An order whose row is locked, with its lines: whoever changes them goes through this lock. */
export interface LockedOrder {
  order: OrderRow;
  lines: OrderLineRow[];
}

/** Units of a line that an after-sale speaks for; `withheldQuantity` of them were not sent yet. */
export interface LineClaim {
  lineId: string;
  quantity: number;
  withheldQuantity: number;
}

export interface RefundedUnits {
  refundId: string;
  lines: readonly { lineId: string; refundFen: Fen }[];
  freightFen: Fen;
  /** ISO 8601. */
  at: string;
}

/** What features on top of orders may do to the lines of a paid one. */
@Injectable()
export class OrderLines {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly payments: Payments,
    private readonly stock: Stock,
    private readonly promotions: Promotions,
    private readonly outbox: Outbox,
    private readonly advance: AdvanceOrder,
  ) {}

  /** The lines of these orders. */
  of(orderIds: readonly string[]): Promise<OrderLineRow[]> {
    return linesOf(this.db.manager, orderIds);
  }

  /** Locks an order, its payment first. @throws Refusal ORDER_NOT_FOUND */
  async lock(tx: Tx, orderId: string): Promise<LockedOrder> {
    const order = await lockWithPayment(tx, this.payments, orderId);
    if (!order) throw new Refusal('ORDER_NOT_FOUND');
    return { order, lines: await linesOf(tx, [orderId]) };
  }

  /** Speaks for units; unsent ones are kept back. @throws Refusal AFTER_SALE_QUANTITY */
  async claim(tx: Tx, claims: readonly LineClaim[]): Promise<void> {
    for (const { lineId, quantity, withheldQuantity } of claims) {
      const taken = await affected(
        tx,
        `UPDATE order_line SET after_sale_quantity = after_sale_quantity + ?,
           withheld_quantity = withheld_quantity + ?
         WHERE id = ? AND after_sale_quantity + ? <= quantity
           AND shipped_quantity + withheld_quantity + cancelled_quantity + ? <= quantity`,
        [quantity, withheldQuantity, lineId, quantity, withheldQuantity],
      );
      if (taken === 0) throw new Refusal('AFTER_SALE_QUANTITY', { lineId });
    }
  }

  /** Takes a claim back: its units can be sent, or asked for, again. */
  async release(tx: Tx, claims: readonly LineClaim[]): Promise<void> {
    for (const { lineId, quantity, withheldQuantity } of claims) {
      await tx.query(
        `UPDATE order_line SET after_sale_quantity = after_sale_quantity - ?,
           withheld_quantity = withheld_quantity - ? WHERE id = ?`,
        [quantity, withheldQuantity, lineId],
      );
    }
  }

  /**
   * The withheld units of a claim will never be sent: their stock is released, and the order moves
   * on when nothing else is to be sent. Answers the order's state then.
   */
  async cancelUnsent(
    tx: Tx,
    { order, lines }: LockedOrder,
    claims: readonly LineClaim[],
    afterSaleId: string,
  ): Promise<OrderRow['state']> {
    const unsent = claims.filter((claim) => claim.withheldQuantity > 0);
    if (unsent.length === 0) return order.state;
    for (const { lineId, withheldQuantity } of unsent) {
      await tx.query(
        `UPDATE order_line SET withheld_quantity = withheld_quantity - ?,
           cancelled_quantity = cancelled_quantity + ? WHERE id = ?`,
        [withheldQuantity, withheldQuantity, lineId],
      );
    }
    const units = lines.flatMap(({ id, skuId, stockOf }) => {
      const claim = unsent.find((one) => one.lineId === id);
      return claim ? [{ skuId, quantity: claim.withheldQuantity, stockOf }] : [];
    });
    const items = units.filter((one) => one.stockOf === null);
    const state = await this.advance.bySending(tx, order);
    await this.stock.release(tx, { reason: 'unsent-refunded', referenceId: afterSaleId, items });
    await this.promotions.takeBack(tx, afterSaleId, units);
    return state;
  }

  /** An after-sale is open until `at`: a shipped order does not complete by itself before. */
  async holdCompletion(tx: Tx, orderId: string, until: Date): Promise<void> {
    await tx.query(
      `UPDATE orders SET auto_complete_at = GREATEST(auto_complete_at, ?)
       WHERE id = ? AND state = 'shipped'`,
      [until, orderId],
    );
  }

  /** Notes money that is back with the shopper, by line, and announces it. */
  async recordRefund(tx: Tx, order: OrderRow, refunded: RefundedUnits): Promise<void> {
    for (const { lineId, refundFen } of refunded.lines) {
      await tx.query('UPDATE order_line SET refunded_fen = refunded_fen + ? WHERE id = ?', [
        refundFen,
        lineId,
      ]);
    }
    const goodsFen = sumFen(refunded.lines.map((line) => line.refundFen));
    const amountFen = sumFen([goodsFen, refunded.freightFen]);
    const noted = await affected(
      tx,
      'UPDATE orders SET refunded_fen = refunded_fen + ? WHERE id = ? AND refunded_fen + ? <= total_fen',
      [amountFen, order.id, amountFen],
    );
    assert(noted > 0, `order ${order.id} would be refunded more than was paid`);
    const { id: orderId, shopperId } = order;
    const { refundId, at } = refunded;
    await this.outbox.add(tx, 'order.refunded', {
      ...{ orderId, shopperId, refundId, amountFen, at },
      ...{ ...keptFacts(order, amountFen), isCompleted: order.state === 'completed' },
    });
  }
}
