import { assertMove, fen, TRANSFER_MOVES, type Fen, type TransferState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

/** Money the shop sends to one person through WeChat; its id is WeChat's `out_bill_no`. */
export interface Transfer {
  id: string;
  subjectKind: string;
  subjectId: string;
  shopperId: string;
  openid: string;
  amountFen: Fen;
  /** What the person reads in WeChat. */
  remark: string;
  /** Their name, where WeChat is to compare it; forgotten once the money has arrived. */
  payeeName: string | null;
  state: TransferState;
  /** What `wx.requestMerchantTransfer` is given; null until WeChat waits for a confirmation. */
  packageInfo: string | null;
  confirmUntil: Date | null;
  failReason: string | null;
  checks: number;
}

const COLUMNS = `id, subject_kind AS subjectKind, subject_id AS subjectId, shopper_id AS shopperId,
  openid, amount_fen AS amountFen, remark, payee_name AS payeeName, state,
  package_info AS packageInfo, confirm_until AS confirmUntil, fail_reason AS failReason, checks`;
const ERROR_LENGTH_MAX = 500;

type Reader = Pick<EntityManager, 'query'>;

/** What WeChat says of a transfer beside its state. */
export interface TransferNews {
  transferBillNo?: string | undefined;
  packageInfo?: string | undefined;
  confirmUntil?: Date | undefined;
  failReason?: string | undefined;
  /** When to ask WeChat next; null when nothing is open. */
  checkAt: Date | null;
  endedAt: Date | null;
}

/** The table lets a subject have one that is open or has succeeded. */
export async function insertTransfer(
  tx: Tx,
  transfer: Pick<Transfer, 'id' | 'subjectKind' | 'subjectId' | 'shopperId' | 'openid'> &
    Pick<Transfer, 'amountFen' | 'remark' | 'payeeName'>,
  now: Date,
): Promise<void> {
  const { id, subjectKind, subjectId, shopperId, openid } = transfer;
  const { amountFen, remark, payeeName } = transfer;
  await tx.query(
    `INSERT INTO merchant_transfer (id, subject_kind, subject_id, shopper_id, openid, amount_fen,
       remark, payee_name, state, created_at) VALUES (?)`,
    [
      [
        ...[id, subjectKind, subjectId, shopperId, openid, amountFen, remark, payeeName],
        ...['requested', now],
      ],
    ],
  );
}

export async function findTransfer(db: Reader, id: string): Promise<Transfer | null> {
  const sql = `SELECT ${COLUMNS} FROM merchant_transfer WHERE id = ?`;
  const [found] = await rows<Transfer>(db, sql, [id]);
  return found ? typed(found) : null;
}

export async function lockTransfer(tx: Tx, id: string): Promise<Transfer | null> {
  const sql = `SELECT ${COLUMNS} FROM merchant_transfer WHERE id = ? FOR UPDATE`;
  const [found] = await rows<Transfer>(tx, sql, [id]);
  return found ? typed(found) : null;
}

/** The last transfer that was begun for a subject, or null. */
export async function lastTransferOf(
  db: Reader,
  subjectKind: string,
  subjectId: string,
): Promise<Transfer | null> {
  const [found] = await rows<Transfer>(
    db,
    `SELECT ${COLUMNS} FROM merchant_transfer WHERE subject_kind = ? AND subject_id = ?
     ORDER BY id DESC LIMIT 1`,
    [subjectKind, subjectId],
  );
  return found ? typed(found) : null;
}

/** The last transfer of each of these subjects, by subject. */
export async function lastTransfersOf(
  db: Reader,
  subjectKind: string,
  subjectIds: readonly string[],
): Promise<Map<string, Transfer>> {
  if (subjectIds.length === 0) return new Map();
  const found = await rows<Transfer>(
    db,
    `SELECT ${COLUMNS} FROM merchant_transfer WHERE subject_kind = ? AND subject_id IN (?)
     ORDER BY id`,
    [subjectKind, subjectIds],
  );
  return new Map(found.map((row) => [row.subjectId, typed(row)]));
}

/** Moves a locked transfer on, and forgets the name of its person once they have it. */
export async function moveTransfer(
  tx: Tx,
  transfer: Transfer,
  to: TransferState,
  news: TransferNews,
): Promise<void> {
  assertMove(TRANSFER_MOVES, transfer.state, to, `transfer ${transfer.id}`);
  const { transferBillNo, packageInfo, confirmUntil, failReason, checkAt, endedAt } = news;
  await tx.query(
    `UPDATE merchant_transfer SET state = ?, check_at = ?, ended_at = ?, last_error = NULL,
       transfer_bill_no = COALESCE(?, transfer_bill_no), fail_reason = ?,
       package_info = COALESCE(?, package_info), confirm_until = COALESCE(?, confirm_until),
       payee_name = IF(? = 'succeeded', NULL, payee_name) WHERE id = ?`,
    [
      ...[to, checkAt, endedAt, transferBillNo ?? null, failReason ?? null],
      ...[packageInfo ?? null, confirmUntil ?? null, to, transfer.id],
    ],
  );
}

/** Notes why WeChat would not take a transfer that is still to be sent. */
export async function noteTransferError(tx: Tx, id: string, error: string): Promise<void> {
  await tx.query(
    "UPDATE merchant_transfer SET last_error = ? WHERE id = ? AND state = 'requested'",
    [error.slice(0, ERROR_LENGTH_MAX), id],
  );
}

/** Open transfers that WeChat should be asked about; claimed by moving their next check. */
export async function claimTransferChecks(tx: Tx, now: Date, limit: number): Promise<Transfer[]> {
  const due = await rows<Transfer>(
    tx,
    `SELECT ${COLUMNS} FROM merchant_transfer WHERE check_at <= ? ORDER BY check_at LIMIT ${limit}
     FOR UPDATE SKIP LOCKED`,
    [now],
  );
  return due.map(typed);
}

export async function scheduleTransferCheck(tx: Tx, id: string, checkAt: Date): Promise<void> {
  const sql = 'UPDATE merchant_transfer SET check_at = ?, checks = checks + 1 WHERE id = ?';
  await tx.query(sql, [checkAt, id]);
}

function typed(row: Transfer): Transfer {
  return { ...row, amountFen: fen(row.amountFen) };
}
