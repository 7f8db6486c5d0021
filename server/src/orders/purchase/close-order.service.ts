import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ClosePaymentJob } from '../../payments/close-payment.job.js';
import { Payments } from '../../payments/payments.service.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { lockWithPayment } from '../lock-order.js';
import type { CloseReason, OrderRow } from '../order.store.js';

/** Closes an unpaid order: at WeChat first, then its stock is released. */
@Injectable()
export class CloseOrder {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly payments: Payments,
    private readonly closePayment: ClosePaymentJob,
  ) {}

  /**
   * The shopper cancels. WeChat is asked at once; when it cannot be reached the queued job goes on
   * asking, and the order stays unpayable meanwhile.
   * Cancelling again changes nothing.
   * @throws Refusal ORDER_NOT_FOUND, ORDER_STATE once it is paid or closed otherwise
   */
  async cancel(shopperId: string, orderId: string): Promise<void> {
    const paymentId = await inTransaction(this.db, async (tx) => {
      const order = await lockWithPayment(tx, this.payments, orderId);
      if (order?.shopperId !== shopperId) throw new Refusal('ORDER_NOT_FOUND');
      if (order.state === 'closed' && order.closeReason === 'cancelled') return null;
      if (order.state !== 'awaiting-payment') {
        throw new Refusal('ORDER_STATE', { state: order.state });
      }
      if (order.closeReason === null) await this.begin(tx, order, 'cancelled');
      return order.paymentId;
    });
    if (paymentId !== null) await this.closePayment.closeNowOrLater(paymentId);
  }

  /** The pay deadline has passed. Safe to repeat; what was paid or is closing is left alone. */
  async expire(tx: Tx, orderId: string): Promise<void> {
    const order = await lockWithPayment(tx, this.payments, orderId);
    if (order?.state !== 'awaiting-payment' || order.closeReason !== null) return;
    await this.begin(tx, order, 'expired');
  }

  /** Marks a locked order unpayable and asks for its payment to be closed. */
  private async begin(tx: Tx, order: OrderRow, reason: CloseReason): Promise<void> {
    await tx.query('UPDATE orders SET close_reason = ? WHERE id = ?', [reason, order.id]);
    await this.payments.requestClose(tx, order.paymentId);
  }
}
