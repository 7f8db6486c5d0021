import { Injectable } from '@nestjs/common';
import type { RefundFacts } from '../payments/payment.events.js';
import { Outbox } from '../platform/outbox.js';
import type { Tx } from '../platform/transaction.js';
import { OrderLines } from './order-lines.service.js';

/** Notes the refund of a payment that came after its order closed: all of it went back (case 3). */
@Injectable()
export class LateRefundListener {
  constructor(
    private readonly lines: OrderLines,
    outbox: Outbox,
  ) {
    outbox.listen({
      name: 'orders.late-refund',
      kind: 'refund.succeeded',
      handle: async (tx, refunds) => {
        for (const refund of refunds) await this.note(tx, refund);
      },
    });
  }

  private async note(tx: Tx, refund: RefundFacts): Promise<void> {
    if (refund.subjectKind !== 'order') return;
    const { order, lines } = await this.lines.lock(tx, refund.subjectId);
    await this.lines.recordRefund(tx, order, {
      refundId: refund.refundId,
      lines: lines.map((line) => ({ lineId: line.id, refundFen: line.payableFen })),
      freightFen: order.freightFen,
      at: refund.at,
    });
  }
}
