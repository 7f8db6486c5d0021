declare module '../../platform/outbox.js' {
  interface Events {
    /** Points of this shopper lapse at `at` (ISO 8601), which is soon. */
    'points.expiring': { shopperId: string; points: number; at: string };
  }
}

export {};
