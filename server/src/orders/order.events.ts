import type { Fen } from '@siyu/shared';

export interface OrderFacts {
  orderId: string;
  shopperId: string;
}

/** What benefits for buying are counted on; instants are ISO 8601. */
export interface KeptFacts {
  /** What was paid for the order in money and is not given back by now. */
  leftFen: Fen;
  /** Null for an order whose payment came after it closed and went back. */
  paidAt: string | null;
}

declare module '../platform/outbox.js' {
  interface Events {
    /** The order was paid at `at` (ISO 8601). Told a moment later: the purchase waits for nobody. */
    'order.paid': OrderFacts & { at: string };
    /** The order was never paid, or refunded whole before anything was sent. */
    'order.closed': OrderFacts & { reason: string };
    /** Nothing of the order is left to be sent. */
    'order.shipped': OrderFacts;
    /** The goods were received, as WeChat, the shopper or the passing of time says. */
    'order.completed': OrderFacts & KeptFacts & { at: string; afterSaleUntil: string };
    /** This much of the order is back with the shopper. */
    'order.refunded': OrderFacts &
      KeptFacts & { refundId: string; amountFen: Fen; isCompleted: boolean; at: string };
  }
}
