import type { OperatorSession } from './access.js';
import type { Tx } from './transaction.js';

/** One write of an operator. */
export interface OperatorWrite {
  operator: Pick<OperatorSession, 'operatorId' | 'name'>;
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
