declare module '../../platform/outbox.js' {
  interface Events {
    /** Coupons of this shopper are soon over; `name` and `until` are of the first of them. */
    'coupon.expiring': { shopperId: string; count: number; name: string; until: string };
  }
}

export {};
