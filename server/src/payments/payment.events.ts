import type { Fen } from '@siyu/shared';

export interface PaymentFacts {
  paymentId: string;
  subjectKind: string;
  subjectId: string;
  amountFen: Fen;
  /** ISO 8601. */
  at: string;
  /** Who paid, by their openid; missing where nobody did, or WeChat did not say. */
  payerOpenid?: string;
  /** Whether its subject is paid otherwise too, which its listeners have to settle. */
  isPart?: boolean;
}

export interface RefundFacts extends PaymentFacts {
  refundId: string;
}

declare module '../platform/outbox.js' {
  interface Events {
    /** WeChat has the shopper's money for this subject, in time or late. */
    'payment.succeeded': PaymentFacts;
    /** WeChat will take no money for this subject any more. */
    'payment.closed': PaymentFacts;
    /** The shopper has this money back. The subject is the refund's own, such as an after-sale. */
    'refund.succeeded': RefundFacts;
  }
}
