import { Inject, Injectable } from '@nestjs/common';
import { fen, formatYuan, sumFen, type Order } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { RefundFacts } from '../../payments/payment.events.js';
import { Refunds } from '../../payments/refunds.service.js';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { refundTendersOf } from '../tenders/refund-tender.store.js';
import { OrderLines } from './order-lines.service.js';
import { REBATE } from './rebates.service.js';
import { OrderPartsRegistry, type OrderRow } from '../views/order-parts.js';

/**
 * Money that went back: all of it on the timeline; that of late payments (case 3) and of rebates on
 * the order, that of after-sales by them.
 */
@Injectable()
export class OrderRefundsListener {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly lines: OrderLines,
    private readonly refunds: Refunds,
    registry: OrderPartsRegistry,
    outbox: Outbox,
  ) {
    registry.contribute({
      parts: async (order) => ({ afterSaleEvents: await this.timelineOf(order) }),
    });
    outbox.listen({
      name: 'orders.refund-succeeded',
      kind: 'refund.succeeded',
      handle: async (tx, arrived) => {
        for (const refund of arrived) {
          if (refund.subjectKind === 'order') await this.noteWhole(tx, refund);
          if (refund.subjectKind === REBATE) await this.noteRebate(tx, refund);
        }
      },
    });
  }

  /** A payment that came after its order closed goes back whole, and is the order's own refund. */
  private async noteWhole(tx: Tx, refund: RefundFacts): Promise<void> {
    const { order, lines } = await this.lines.lock(tx, refund.subjectId);
    await this.lines.recordRefund(tx, order, {
      refundId: refund.refundId,
      lines: lines.map((line) => ({ lineId: line.id, refundFen: line.payableFen })),
      freightFen: order.freightFen,
      at: refund.at,
    });
  }

  private async noteRebate(tx: Tx, refund: RefundFacts): Promise<void> {
    const { order, lines } = await this.lines.lock(tx, refund.subjectId);
    await this.lines.recordRefund(tx, order, {
      refundId: refund.refundId,
      lines: lines.map((line) => ({ lineId: line.id, refundFen: line.rebateFen })),
      freightFen: fen(0),
      at: refund.at,
    });
  }

  private async timelineOf(order: OrderRow): Promise<Order['timeline']> {
    if (order.refundedFen === 0) return [];
    const refunds = await this.refunds.ofPayment(order.paymentId);
    const others = await refundTendersOf(this.db.manager, order.id);
    return refunds.flatMap(({ id, succeededAt, amountFen }) => {
      if (succeededAt === null) return [];
      const other = others.find(({ refundId }) => refundId === id);
      const wholeFen = sumFen([amountFen, other?.pointsFen ?? fen(0), other?.balanceFen ?? fen(0)]);
      return [{ kind: 'refunded' as const, at: succeededAt, detail: formatYuan(wholeFen) }];
    });
  }
}
