import type { Fen } from '@siyu/shared';

export interface OrderFacts {
  orderId: string;
  shopperId: string;
}

declare module '../platform/outbox.js' {
  interface Events {
    /** The order was never paid, or refunded whole before anything was sent. */
    'order.closed': OrderFacts & { reason: string };
    /** Nothing of the order is left to be sent. */
    'order.shipped': OrderFacts;
    /** The goods were received, as WeChat, the shopper or the passing of time says. */
    'order.completed': OrderFacts & { at: string };
    /** This much of the order is back with the shopper; `at` is ISO 8601. */
    'order.refunded': OrderFacts & { refundId: string; amountFen: Fen; at: string };
  }
}
