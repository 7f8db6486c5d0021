import { assertMove, fen, REFUND_MOVES, type Fen, type RefundState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';

/** Money going back through WeChat, under a number that every repeat uses again. */
export interface Refund {
  id: string;
  paymentId: string;
  subjectKind: string;
  subjectId: string;
  amountFen: Fen;
  reason: string;
  state: RefundState;
  /** Grows when WeChat has closed it and an operator begins anew: a closed number stays closed. */
  attempt: number;
  checks: number;
  /** The whole payment, which WeChat wants to hear again. */
  totalFen: Fen;
}

/** By a subquery, which a lock of the refund does not reach: it is locked without its payment. */
const SELECT = `SELECT refund.id, refund.payment_id AS paymentId, refund.subject_kind AS subjectKind,
    refund.subject_id AS subjectId, refund.amount_fen AS amountFen, refund.reason, refund.state,
    refund.attempt, refund.checks,
    (SELECT amount_fen FROM payment WHERE payment.id = refund.payment_id) AS totalFen
  FROM refund`;

const ERROR_LENGTH_MAX = 500;

type Reader = Pick<EntityManager, 'query'>;

/** WeChat's `out_refund_no` of a refund. */
export function refundNo({ id, attempt }: Pick<Refund, 'id' | 'attempt'>): string {
  return attempt === 1 ? id : `${id}-${attempt}`;
}

/** The refund's own id in an `out_refund_no`. */
export function refundIdOf(outRefundNo: string): string {
  return outRefundNo.replace(/-\d+$/, '');
}

export async function insertRefund(
  tx: Tx,
  refund: Omit<Refund, 'attempt' | 'checks' | 'totalFen'>,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO refund (id, payment_id, subject_kind, subject_id, amount_fen, reason, state,
       created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      refund.id,
      refund.paymentId,
      refund.subjectKind,
      refund.subjectId,
      refund.amountFen,
      refund.reason,
      refund.state,
      now,
    ],
  );
}

export async function findRefund(db: Reader, id: string): Promise<Refund | null> {
  const [found] = await rows<Refund>(db, `${SELECT} WHERE refund.id = ?`, [id]);
  return found ? typed(found) : null;
}

export async function lockRefund(tx: Tx, id: string): Promise<Refund | null> {
  const [found] = await rows<Refund>(tx, `${SELECT} WHERE refund.id = ? FOR UPDATE`, [id]);
  return found ? typed(found) : null;
}

/** Moves a locked refund on. `checkAt` is when to ask WeChat next, null when nothing is open. */
export async function moveRefund(
  tx: Tx,
  refund: Refund,
  to: RefundState,
  facts: { wechatRefundId?: string; at?: Date; checkAt?: Date } = {},
): Promise<void> {
  assertMove(REFUND_MOVES, refund.state, to, `refund ${refund.id}`);
  await tx.query(
    `UPDATE refund SET state = ?, attempt = attempt + ?, wechat_refund_id = COALESCE(?, wechat_refund_id),
       succeeded_at = ?, check_at = ?, last_error = NULL WHERE id = ?`,
    [
      to,
      refund.state === 'closed' ? 1 : 0,
      facts.wechatRefundId ?? null,
      to === 'succeeded' ? (facts.at ?? null) : null,
      facts.checkAt ?? null,
      refund.id,
    ],
  );
}

/** Notes why WeChat would not take a refund that is still to be sent. */
export async function noteRefundError(tx: Tx, refundId: string, error: string): Promise<void> {
  await tx.query("UPDATE refund SET last_error = ? WHERE id = ? AND state = 'requested'", [
    error.slice(0, ERROR_LENGTH_MAX),
    refundId,
  ]);
}

/** Refunds in progress that WeChat should have told of by now; claimed by moving the next check. */
export async function claimRefundChecks(tx: Tx, now: Date, limit: number): Promise<Refund[]> {
  const due = await rows<Refund>(
    tx,
    `${SELECT} WHERE refund.check_at <= ? ORDER BY refund.check_at LIMIT ${limit}
     FOR UPDATE SKIP LOCKED`,
    [now],
  );
  return due.map(typed);
}

export async function scheduleRefundCheck(tx: Tx, refundId: string, checkAt: Date): Promise<void> {
  await tx.query('UPDATE refund SET check_at = ?, checks = checks + 1 WHERE id = ?', [
    checkAt,
    refundId,
  ]);
}

function typed(row: Refund): Refund {
  return { ...row, amountFen: fen(row.amountFen), totalFen: fen(row.totalFen) };
}
