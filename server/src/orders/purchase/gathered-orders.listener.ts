import { Injectable } from '@nestjs/common';
import { Outbox } from '../../platform/outbox.js';
import '../../promotions/campaigns/promotion.events.js';
import { Rebates } from '../lines/rebates.service.js';
import { moveOrders } from '../order.store.js';
import { CloseOrder } from './close-order.service.js';

/** What becomes of orders that wait for others; those that fell through are given back. */
@Injectable()
export class GatheredOrdersListener {
  constructor(closing: CloseOrder, rebates: Rebates, outbox: Outbox) {
    outbox.listen({
      name: 'orders.promotion-gathered',
      kind: 'promotion.gathered',
      handle: async (tx, gathered) => {
        // One that was given up meanwhile has closed and stays so.
        for (const { orderIds } of gathered) await moveOrders(tx, orderIds, 'gathering', 'to-ship');
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
