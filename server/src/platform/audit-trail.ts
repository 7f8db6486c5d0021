import type { Tx } from './transaction.js';

/** Who writes: an operator, or nobody logged in but whoever holds the machine. */
export interface Author {
  operatorId: string | null;
  name: string;
}

/** The author of what `npm run …` writes. */
export const COMMAND_LINE: Author = { operatorId: null, name: 'command line' };

/** One write of an operator. */
export interface OperatorWrite {
  operator: Author;
  /** What was done, `subject.verb`, such as `settings.replace`. */
  action: string;
  subjectKind: string;
  subjectId: string;
  /** What it was and became; null where there was nothing. Personal data is masked on the way in. */
  before: unknown;
  after: unknown;
}

/** Keeps what operators did, in the transaction of what they did; implemented by admin. */
export abstract class AuditTrail {
  abstract record(tx: Tx, write: OperatorWrite): Promise<void>;
}
