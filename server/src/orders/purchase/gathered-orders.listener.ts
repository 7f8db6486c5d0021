import { Injectable } from '@nestjs/common';
import type { OrderState } from '@siyu/shared';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import '../../promotions/campaigns/promotion.events.js';
import { Rebates } from '../lines/rebates.service.js';
import { CloseOrder } from './close-order.service.js';

/** What becomes of orders that wait for others; those that fell through are given back. */
@Injectable()
export class GatheredOrdersListener {
  constructor(closing: CloseOrder, rebates: Rebates, outbox: Outbox) {
    outbox.listen({
      name: 'orders.promotion-gathered',
      kind: 'promotion.gathered',
      handle: async (tx, gathered) => {
        for (const { orderIds } of gathered) await sendThem(tx, orderIds);
      },
    });
    outbox.listen({
      name: 'orders.promotion-withdrawn',
      kind: 'promotion.withdrawn',
      handle: async (tx, withdrawn) => {
        for (const { orderId } of withdrawn) await closing.expire(tx, orderId);
      },
    });
    outbox.listen({
      name: 'orders.promotion-price-lowered',
      kind: 'promotion.price-lowered',
      handle: async (tx, lowered) => {
        for (const one of lowered) await rebates.give(tx, one);
      },
    });
  }
}

/** Moves them together; one that was given up meanwhile has closed and stays so. */
async function sendThem(tx: Tx, orderIds: readonly string[]): Promise<void> {
  await tx.query('UPDATE orders SET state = ? WHERE id IN (?) AND state = ?', [
    'to-ship' satisfies OrderState,
    orderIds,
    'gathering' satisfies OrderState,
  ]);
}
