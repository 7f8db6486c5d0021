declare module '../../platform/outbox.js' {
  interface Events {
    /** A slot that these shoppers asked to be reminded of begins soon; `startsAt` is ISO 8601. */
    'flash-sale.begins-soon': {
      campaignId: string;
      name: string;
      startsAt: string;
      shopperIds: string[];
    };
  }
}
export {};
