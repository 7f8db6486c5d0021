import type { Fen } from '../money.js';
import type { Moves } from '../moves.js';

/** What a difference is about; `funds` is one between WeChat's own two bills. */
export const DIFFERENCE_SUBJECTS = ['payment', 'refund', 'transfer', 'funds'] as const;
export type DifferenceSubject = (typeof DIFFERENCE_SUBJECTS)[number];

/** `here` is our books, `there` WeChat's bill. */
export const DIFFERENCE_KINDS = ['missing-here', 'missing-there', 'amount', 'state'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/**
 * Why, where it is known: on the bill of another day; once more under the same number; or we have
 * not heard yet what became of it.
 */
export const DIFFERENCE_CAUSES = ['late', 'duplicate', 'unknown-outcome'] as const;
export type DifferenceCause = (typeof DIFFERENCE_CAUSES)[number];

/** Whether money has moved, may still, or will not. */
export const MONEY_OUTCOMES = ['done', 'open', 'failed'] as const;
export type MoneyOutcome = (typeof MONEY_OUTCOMES)[number];

/** One movement of money, as one side has it. */
export interface MoneyLine {
  subject: Exclude<DifferenceSubject, 'funds'>;
  /** `out_trade_no` of a payment, `out_refund_no` of a refund, WeChat's own of a transfer. */
  number: string;
  /** WeChat's number; null where we have not been told it. */
  wechatNo: string | null;
  amountFen: Fen;
  outcome: MoneyOutcome;
}

/** Where the two sides do not say the same; what one does not have is null. */
export interface Difference {
  subject: DifferenceSubject;
  kind: DifferenceKind;
  cause: DifferenceCause | null;
  number: string;
  wechatNo: string | null;
  oursFen: Fen | null;
  theirsFen: Fen | null;
  ours: MoneyOutcome | null;
  theirs: MoneyOutcome | null;
}

export const DIFFERENCE_STATES = ['open', 'settled'] as const;
export type DifferenceState = (typeof DIFFERENCE_STATES)[number];
export const DIFFERENCE_MOVES: Moves<DifferenceState> = { open: ['settled'], settled: ['open'] };

/**
 * How a difference was worked off. The first two are found out by matching again: it was on the
 * bill of another day, or both sides say the same by now. The others are a person's: explained and
 * left as it is, put right by other means, or given up.
 */
export const DIFFERENCE_RESOLUTIONS = [
  ...(['billed-another-day', 'agrees-now'] as const),
  ...(['explained', 'corrected', 'written-off'] as const),
] as const;
export type DifferenceResolution = (typeof DIFFERENCE_RESOLUTIONS)[number];

/** A day of bills: not fetched yet, with differences left, or worked off. */
export const RECONCILIATION_STATES = ['waiting', 'open', 'closed'] as const;
export type ReconciliationState = (typeof RECONCILIATION_STATES)[number];
export const RECONCILIATION_MOVES: Moves<ReconciliationState> = {
  waiting: ['waiting', 'open', 'closed'],
  open: ['open', 'closed'],
  closed: ['open'],
};
