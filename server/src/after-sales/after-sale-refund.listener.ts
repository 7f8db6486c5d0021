import { Injectable } from '@nestjs/common';
import { OrderLines } from '../orders/lines/order-lines.service.js';
import type { RefundFacts } from '../payments/payment.events.js';
import { Outbox } from '../platform/outbox.js';
import type { Tx } from '../platform/transaction.js';
import { moveAfterSale } from './after-sale.store.js';
import { lockWithOrder } from './lock-after-sale.js';

/** Ends an after-sale once its money has arrived, and notes it on the order, line by line. */
@Injectable()
export class AfterSaleRefundListener {
  constructor(
    private readonly orders: OrderLines,
    outbox: Outbox,
  ) {
    outbox.listen({
      name: 'after-sales.refund-succeeded',
      kind: 'refund.succeeded',
      handle: async (tx, refunds) => {
        for (const refund of refunds) await this.arrived(tx, refund);
      },
    });
  }

  private async arrived(tx: Tx, refund: RefundFacts): Promise<void> {
    if (refund.subjectKind !== 'after-sale') return;
    const { locked, afterSale, lines } = await lockWithOrder(tx, this.orders, refund.subjectId);
    await moveAfterSale(tx, afterSale, 'refunded', { refundedAt: new Date(refund.at) });
    await this.orders.recordRefund(tx, locked.order, {
      refundId: refund.refundId,
      lines,
      freightFen: afterSale.freightRefundFen,
      at: refund.at,
    });
  }
}
