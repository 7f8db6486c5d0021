import type { OrderFacts } from '../orders/order.events.js';

export interface ParcelFacts extends OrderFacts {
  parcelId: string;
  companyName: string;
  trackingNo: string;
  /** What is in it, for a notice. */
  goods: string;
}

declare module '../platform/outbox.js' {
  interface Events {
    /** A parcel of the order is on its way; there may be more. */
    'parcel.sent': ParcelFacts;
  }
}
