import type { FapiaoInput, FapiaoState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';
import { where } from '../platform/where.js';

export interface FapiaoRow {
  orderId: string;
  shopperId: string;
  state: FapiaoState;
  kind: FapiaoInput['kind'];
  title: string;
  taxNumber: string | null;
  email: string;
  fapiaoNo: string | null;
  requestedAt: Date;
  issuedAt: Date | null;
}

const COLUMNS = `order_id AS orderId, shopper_id AS shopperId, state, kind, title,
  tax_number AS taxNumber, email, fapiao_no AS fapiaoNo, requested_at AS requestedAt,
  issued_at AS issuedAt`;

type Reader = Pick<EntityManager, 'query'>;

export async function findFapiao(db: Reader, orderId: string): Promise<FapiaoRow | null> {
  const sql = `SELECT ${COLUMNS} FROM fapiao WHERE order_id = ?`;
  const [found] = await rows<FapiaoRow>(db, sql, [orderId]);
  return found ?? null;
}

export async function lockFapiao(tx: Tx, orderId: string): Promise<FapiaoRow | null> {
  const sql = `SELECT ${COLUMNS} FROM fapiao WHERE order_id = ? FOR UPDATE`;
  const [found] = await rows<FapiaoRow>(tx, sql, [orderId]);
  return found ?? null;
}

/** Writes a request, or another in its place. */
export async function putFapiao(
  tx: Tx,
  order: { orderId: string; shopperId: string },
  input: FapiaoInput,
  now: Date,
): Promise<void> {
  const { kind, title, taxNumber = null, email } = input;
  await tx.query(
    `INSERT INTO fapiao
       (order_id, shopper_id, state, kind, title, tax_number, email, requested_at)
     VALUES (?, ?, 'requested', ?, ?, ?, ?, ?)
     ON DUPLICATE KEY UPDATE kind = VALUES(kind), title = VALUES(title),
       tax_number = VALUES(tax_number), email = VALUES(email),
       requested_at = VALUES(requested_at)`,
    [order.orderId, order.shopperId, kind, title, taxNumber, email, now],
  );
}

export async function markIssued(
  tx: Tx,
  orderId: string,
  fapiaoNo: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE fapiao SET state = 'issued', fapiao_no = ?, issued_at = ? WHERE order_id = ?`,
    [fapiaoNo, now, orderId],
  );
}

/** Requests by state, those of the newest orders first, from the one before `cursor` on. */
export async function fapiaoBy(
  db: Reader,
  filter: { state?: FapiaoState | undefined; cursor?: string | undefined },
  limit: number,
): Promise<FapiaoRow[]> {
  const { clause, parameters } = where([
    ['state = ?', filter.state],
    ['order_id < ?', filter.cursor],
  ]);
  const sql = `SELECT ${COLUMNS} FROM fapiao ${clause} ORDER BY order_id DESC LIMIT ?`;
  return rows<FapiaoRow>(db, sql, [...parameters, limit]);
}

/** Fapiao that a shopper asked for and has not been given. */
export async function countUnissued(db: Reader, shopperId: string): Promise<number> {
  const [found] = await rows<{ unissued: number }>(
    db,
    `SELECT COUNT(*) AS unissued FROM orders JOIN fapiao ON fapiao.order_id = orders.id
     WHERE orders.shopper_id = ? AND fapiao.state = 'requested'
       AND orders.refunded_fen < orders.total_fen`,
    [shopperId],
  );
  return Number(found?.unissued ?? 0);
}

export async function forgetEmails(tx: Tx, shopperId: string): Promise<void> {
  await tx.query(
    `UPDATE fapiao JOIN orders ON orders.id = fapiao.order_id SET fapiao.email = ''
     WHERE orders.shopper_id = ?`,
    [shopperId],
  );
}
