import { Injectable } from '@nestjs/common';
import { fen, type Fen } from '@siyu/shared';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { growthByKey, leftOf, noteLeft } from './growth-event.store.js';
import { Growth } from './growth.service.js';

interface Completed {
  orderId: string;
  shopperId: string;
  /** What is left of what was paid. */
  leftFen: Fen;
  at: string;
}

interface Refunded {
  orderId: string;
  shopperId: string;
  refundId: string;
  leftFen: Fen;
  isCompleted: boolean;
}

/**
 * Growth of purchases: given when an order is completed, on what is left of it by then, and taken
 * back in proportion when more of it goes back (case 42). What a first order gave goes with the
 * whole of it.
 */
@Injectable()
export class OrderGrowthListener {
  constructor(
    private readonly growth: Growth,
    outbox: Outbox,
  ) {
    outbox.listen({
      name: 'membership.order-completed',
      kind: 'order.completed',
      handle: async (tx, orders) => {
        for (const order of orders) await this.completed(tx, order);
      },
    });
    outbox.listen({
      name: 'membership.order-refunded',
      kind: 'order.refunded',
      handle: async (tx, refunds) => {
        for (const refund of refunds) await this.refunded(tx, refund);
      },
    });
  }

  /** The member is held first, so that a refund told of at the same time is not missed. */
  private async completed(tx: Tx, { orderId, shopperId, leftFen, at }: Completed): Promise<void> {
    await this.growth.lock(tx, shopperId);
    const paidFen = fen(Math.min(leftFen, (await leftOf(tx, orderId)) ?? leftFen));
    const order = { shopperId, orderId, at: new Date(at) };
    await this.growth.grant(tx, { ...order, source: 'purchase', key: orderId, paidFen });
    if (paidFen === 0) return;
    await this.growth.grant(tx, { ...order, source: 'first-order', key: shopperId });
  }

  private async refunded(tx: Tx, refund: Refunded): Promise<void> {
    const { orderId, shopperId, refundId, leftFen, isCompleted } = refund;
    if (!isCompleted) return;
    await this.growth.lock(tx, shopperId);
    const given = await growthByKey(tx, 'purchase', orderId);
    if (!given) return noteLeft(tx, orderId, leftFen);
    const reference = `${orderId}:${refundId}`;
    const purchase = { shopperId, source: 'purchase', key: orderId } as const;
    await this.growth.takeBack(tx, purchase, { reference, leftFen });
    const first = await growthByKey(tx, 'first-order', shopperId);
    if (leftFen > 0 || first?.orderId !== orderId) return;
    const firstOrder = { shopperId, source: 'first-order', key: shopperId } as const;
    await this.growth.takeBack(tx, firstOrder, { reference });
  }
}
