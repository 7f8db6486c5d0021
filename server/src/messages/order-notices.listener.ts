import { Injectable } from '@nestjs/common';
import { Outbox } from '../platform/outbox.js';
import { Notices } from './notices.service.js';

/** Tells shoppers what happens to their orders by itself: those who act see it themselves. */
@Injectable()
export class OrderNoticesListener {
  constructor(notices: Notices, outbox: Outbox) {
    outbox.listen({
      name: 'messages.order-closed',
      kind: 'order.closed',
      handle: async (tx, closed) => {
        for (const { orderId, shopperId, reason } of closed) {
          if (reason !== 'expired') continue;
          const dedupe = `order-closed:${orderId}`;
          await notices.send(tx, {
            ...{ shopperId, orderId, dedupe },
            kind: 'order-closed',
            facts: { reason },
          });
        }
      },
    });
    outbox.listen({
      name: 'messages.order-refunded',
      kind: 'order.refunded',
      handle: async (tx, refunded) => {
        for (const { orderId, shopperId, refundId, amountFen } of refunded) {
          if (amountFen === 0) continue;
          const dedupe = `refund:${refundId}`;
          await notices.send(tx, {
            ...{ shopperId, orderId, dedupe },
            kind: 'refund-succeeded',
            facts: { amountFen },
          });
        }
      },
    });
  }
}
