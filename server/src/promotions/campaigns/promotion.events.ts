/** What promotions tell of orders that wait for others, whatever they wait for. */
declare module '../../platform/outbox.js' {
  interface Events {
    /** Those that these paid orders waited for are there: the orders are sent. */
    'promotion.gathered': { orderIds: string[] };
    /** They will not come: this paid order goes back whole; `why` is for its shopper. */
    'promotion.fell-through': { orderId: string; why: string };
    /** What this order was to join is over before it was paid: it is closed. */
    'promotion.withdrawn': { orderId: string };
    /** Its price was lowered after it was paid: this share of what was paid goes back. */
    'promotion.price-lowered': { orderId: string; offBps: number; why: string };
  }
}
export {};
