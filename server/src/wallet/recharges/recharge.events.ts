import type { Fen } from '@siyu/shared';

export interface RechargeFacts {
  rechargeId: string;
  shopperId: string;
  /** What was paid. */
  paidFen: Fen;
  /** Growth that its plan promised. */
  growth: number;
  /** ISO 8601. */
  at: string;
}

declare module '../../platform/outbox.js' {
  interface Events {
    /** A recharge is paid and in the balance. */
    'recharge.paid': RechargeFacts;
    /** So much of what was paid for it is on its way back, and so much is left of it then. */
    'recharge.refunded': RechargeFacts & { refundId: string; amountFen: Fen; leftFen: Fen };
  }
}
