import { Injectable } from '@nestjs/common';
import { rebateOf, sumFen } from '@siyu/shared';
import { Payments } from '../../payments/payments.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/transaction.js';
import { lockWithPayment } from '../lock-order.js';
import { OrderMoneyBack } from '../tenders/order-money-back.service.js';
import { linesOf } from './order-line.store.js';

/** The subject of a rebate's refund, whose id is the order's: an order has one rebate at most. */
export const REBATE = 'order-rebate';

/** Gives back a part of what was paid for goods that are kept: their price came to be lower. */
@Injectable()
export class Rebates {
  constructor(
    private readonly clock: Clock,
    private readonly payments: Payments,
    private readonly moneyBack: OrderMoneyBack,
  ) {}

  /**
   * Sends `offBps` of what is paid for units that are kept, line by line, once an order: the key
   * of `order_rebate` refuses a second. An order that closed meanwhile keeps nothing to lower.
   */
  async give(
    tx: Tx,
    { orderId, offBps, why }: { orderId: string; offBps: number; why: string },
  ): Promise<void> {
    const order = await lockWithPayment(tx, this.payments, orderId);
    if (!order || order.state === 'closed') return;
    const lines = (await linesOf(tx, [orderId])).map((line) => ({
      id: line.id,
      rebateFen: rebateOf(line, offBps),
    }));
    const amountFen = sumFen(lines.map((line) => line.rebateFen));
    if (amountFen === 0) return;
    const refundId = await this.moneyBack.request(tx, order, {
      ...{ subjectKind: REBATE, subjectId: orderId },
      ...{ amountFen, reason: why },
    });
    await tx.query(
      `INSERT INTO order_rebate (order_id, off_bps, amount_fen, refund_id, created_at)
       VALUES (?, ?, ?, ?, ?)`,
      [orderId, offBps, amountFen, refundId, this.clock.now()],
    );
    for (const { id, rebateFen } of lines) {
      await tx.query('UPDATE order_line SET rebate_fen = ? WHERE id = ?', [rebateFen, id]);
    }
  }
}
