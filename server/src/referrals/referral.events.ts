import type { LinkOwner } from '@siyu/shared';

declare module '../platform/outbox.js' {
  interface Events {
    /** Somebody has become an owner's customer. Instants are ISO 8601. */
    'referral.bound': {
      bindingId: string;
      shopperId: string;
      owner: LinkOwner;
      touchedAt: string;
      at: string;
    };
    /** An order was paid while a programme may reward it. */
    'referral.order-paid': { orderId: string; at: string };
  }
}
