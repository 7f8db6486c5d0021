import type { Fen } from '@siyu/shared';

export interface TransferFacts {
  transferId: string;
  subjectKind: string;
  subjectId: string;
  amountFen: Fen;
  /** ISO 8601. */
  at: string;
}

declare module '../../platform/outbox.js' {
  interface Events {
    /** The person has this money. */
    'transfer.succeeded': TransferFacts;
    /** The money stays with the shop: unconfirmed for a day, refused or cancelled. */
    'transfer.failed': TransferFacts;
  }
}
