import { assertMove, fen, PAYMENT_MOVES, type Fen, type PaymentState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

/** Money asked for from one shopper through WeChat; its id is WeChat's `out_trade_no`. */
export interface Payment {
  id: string;
  subjectKind: string;
  subjectId: string;
  shopperId: string;
  openid: string;
  description: string;
  amountFen: Fen;
  /** Whether its subject is paid otherwise too. */
  isPart: boolean;
  refundedFen: Fen;
  state: PaymentState;
  transactionId: string | null;
  expiresAt: Date;
  checks: number;
  succeededAt: Date | null;
}

const COLUMNS = `id, subject_kind AS subjectKind, subject_id AS subjectId, shopper_id AS shopperId,
  openid, description, amount_fen AS amountFen, is_part AS isPart, refunded_fen AS refundedFen, state,
  transaction_id AS transactionId, expires_at AS expiresAt, checks, succeeded_at AS succeededAt`;

type Reader = Pick<EntityManager, 'query'>;

/** Inserts payments in one statement; those that wait are first checked at `checkAt`. */
export async function insertPayments(
  tx: Tx,
  payments: readonly Payment[],
  { now, checkAt }: { now: Date; checkAt: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO payment (id, subject_kind, subject_id, shopper_id, openid, description,
       amount_fen, is_part, state, expires_at, check_at, created_at, succeeded_at) VALUES ?`,
    [
      payments.map((payment) => [
        payment.id,
        payment.subjectKind,
        payment.subjectId,
        payment.shopperId,
        payment.openid,
        payment.description,
        payment.amountFen,
        payment.isPart,
        payment.state,
        payment.expiresAt,
        payment.state === 'pending' ? checkAt : null,
        now,
        payment.succeededAt,
      ]),
    ],
  );
}

export async function findPayment(db: Reader, id: string): Promise<Payment | null> {
  const [found] = await rows<Payment>(db, `SELECT ${COLUMNS} FROM payment WHERE id = ?`, [id]);
  return found ? typed(found) : null;
}

/** The payment of an order, a recharge …: each has one. */
export async function paymentOfSubject(
  db: Reader,
  subjectKind: string,
  subjectId: string,
): Promise<Payment | null> {
  const sql = `SELECT ${COLUMNS} FROM payment WHERE subject_kind = ? AND subject_id = ?`;
  const [found] = await rows<Payment>(db, sql, [subjectKind, subjectId]);
  return found ? typed(found) : null;
}

/** Locks the payment of a subject; what else is locked of the subject comes after it. */
export async function lockPaymentOfSubject(
  tx: Tx,
  subjectKind: string,
  subjectId: string,
): Promise<void> {
  const sql = 'SELECT id FROM payment WHERE subject_kind = ? AND subject_id = ? FOR UPDATE';
  await tx.query(sql, [subjectKind, subjectId]);
}

export async function lockPayment(tx: Tx, id: string): Promise<Payment | null> {
  const sql = `SELECT ${COLUMNS} FROM payment WHERE id = ? FOR UPDATE`;
  const [found] = await rows<Payment>(tx, sql, [id]);
  return found ? typed(found) : null;
}

/**
 * Moves a locked payment on and writes what WeChat said of a successful one. An illegal move is a
 * bug, the caller has asked the state before.
 */
export async function movePayment(
  tx: Tx,
  payment: Payment,
  to: PaymentState,
  success: { transactionId: string; succeededAt: Date } | null = null,
): Promise<void> {
  assertMove(PAYMENT_MOVES, payment.state, to, `payment ${payment.id}`);
  await tx.query(
    `UPDATE payment SET state = ?, transaction_id = ?, succeeded_at = ?, check_at = NULL
     WHERE id = ?`,
    [to, success?.transactionId ?? null, success?.succeededAt ?? null, payment.id],
  );
}

/** Takes `amountFen` of what can still be refunded; false when that much is not left. */
export async function takeRefundable(tx: Tx, paymentId: string, amountFen: Fen): Promise<boolean> {
  const taken = await affected(
    tx,
    `UPDATE payment SET refunded_fen = refunded_fen + ?
     WHERE id = ? AND state = 'succeeded' AND refunded_fen + ? <= amount_fen`,
    [amountFen, paymentId, amountFen],
  );
  return taken === 1;
}

/** Pending payments whose notification may be lost; claimed by moving their next check. */
export async function claimChecks(tx: Tx, now: Date, limit: number): Promise<Payment[]> {
  const due = await rows<Payment>(
    tx,
    `SELECT ${COLUMNS} FROM payment WHERE check_at <= ? ORDER BY check_at LIMIT ${limit}
     FOR UPDATE SKIP LOCKED`,
    [now],
  );
  return due.map(typed);
}

export async function scheduleCheck(tx: Tx, paymentId: string, checkAt: Date): Promise<void> {
  await tx.query('UPDATE payment SET check_at = ?, checks = checks + 1 WHERE id = ?', [
    checkAt,
    paymentId,
  ]);
}

function typed(row: Payment): Payment {
  return {
    ...row,
    isPart: Boolean(row.isPart),
    amountFen: fen(row.amountFen),
    refundedFen: fen(row.refundedFen),
  };
}
