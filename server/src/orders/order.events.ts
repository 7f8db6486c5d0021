export interface OrderFacts {
  orderId: string;
  shopperId: string;
}

declare module '../platform/outbox.js' {
  interface Events {
    /** The order was never paid, or refunded whole before anything was sent. */
    'order.closed': OrderFacts & { reason: string };
  }
}
