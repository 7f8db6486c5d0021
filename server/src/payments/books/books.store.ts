import { daysAfter, fen, type MoneyLine } from '@siyu/shared';
import { encodeTime } from 'ulid';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;
type Row = Omit<MoneyLine, 'subject'>;

/** Nobody pays later than this after a payment was opened: WeChat's sheet lives two hours. */
const PAID_WITHIN_DAYS = 31;

const PAYMENT = `SELECT id AS number, transaction_id AS wechatNo, amount_fen AS amountFen,
    IF(state = 'succeeded', 'done', 'open') AS outcome FROM payment`;
const TRANSFER = `SELECT transfer_bill_no AS number, transfer_bill_no AS wechatNo,
    amount_fen AS amountFen, CASE state WHEN 'succeeded' THEN 'done'
      WHEN 'failed' THEN 'failed' WHEN 'cancelled' THEN 'failed' ELSE 'open' END AS outcome
  FROM merchant_transfer`;
const REFUND = `SELECT IF(attempt = 1, id, CONCAT(id, '-', attempt)) AS number,
    wechat_refund_id AS wechatNo, amount_fen AS amountFen, CASE state WHEN 'succeeded' THEN 'done'
      WHEN 'requested' THEN 'open' WHEN 'processing' THEN 'open' ELSE 'failed' END AS outcome
  FROM refund`;

/** Payments by their ids. One that was closed may be paid yet, so it counts as open. */
export async function paymentLines(db: Reader, ids: readonly string[]): Promise<MoneyLine[]> {
  if (ids.length === 0) return [];
  const found = await rows<Row>(db, `${PAYMENT} WHERE id IN (?)`, [ids]);
  return found.map((row) => lineOf('payment', row));
}

/** Refunds by their ids, under the number of the last attempt. */
export async function refundLines(db: Reader, ids: readonly string[]): Promise<MoneyLine[]> {
  if (ids.length === 0) return [];
  const found = await rows<Row>(db, `${REFUND} WHERE id IN (?)`, [ids]);
  return found.map((row) => lineOf('refund', row));
}

/** Transfers by WeChat's numbers. */
export async function transferLines(db: Reader, billNos: readonly string[]): Promise<MoneyLine[]> {
  if (billNos.length === 0) return [];
  const found = await rows<Row>(db, `${TRANSFER} WHERE transfer_bill_no IN (?)`, [billNos]);
  return found.map((row) => lineOf('transfer', row));
}

/** Our id of a transfer by WeChat's number, or null. */
export async function transferIdOf(db: Reader, billNo: string): Promise<string | null> {
  const sql = 'SELECT id FROM merchant_transfer WHERE transfer_bill_no = ?';
  return (await rows<{ id: string }>(db, sql, [billNo]))[0]?.id ?? null;
}

/** What WeChat moved from `from` on and before `until`, by its own times. Nothing free is there. */
export async function doneBetween(db: Reader, from: Date, until: Date): Promise<MoneyLine[]> {
  const firstId = encodeTime(daysAfter(from, -PAID_WITHIN_DAYS).getTime()).padEnd(26, '0');
  const payments = await rows<Row>(
    db,
    `${PAYMENT} WHERE id >= ? AND succeeded_at >= ? AND succeeded_at < ?
       AND state = 'succeeded' AND amount_fen > 0 ORDER BY id`,
    [firstId, from, until],
  );
  const refunds = await rows<Row>(
    db,
    `${REFUND} WHERE succeeded_at >= ? AND succeeded_at < ? AND state = 'succeeded'
       AND amount_fen > 0 ORDER BY id`,
    [from, until],
  );
  const transfers = await rows<Row>(
    db,
    `${TRANSFER} WHERE ended_at >= ? AND ended_at < ? AND state = 'succeeded' ORDER BY id`,
    [from, until],
  );
  return [
    ...payments.map((row) => lineOf('payment', row)),
    ...refunds.map((row) => lineOf('refund', row)),
    ...transfers.map((row) => lineOf('transfer', row)),
  ];
}

function lineOf(subject: MoneyLine['subject'], row: Row): MoneyLine {
  return { ...row, subject, amountFen: fen(row.amountFen) };
}
