import { MATCH_KEYS, type OutsideKeys, type OutsideState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';
import { where, type Condition } from '../platform/where.js';

type Reader = Pick<EntityManager, 'query'>;

export interface OutsideCustomerRow extends OutsideKeys {
  id: string;
  source: string;
  outsideId: string;
  state: OutsideState;
  shopperId: string | null;
}

const COLUMNS = `id, source, outside_id AS outsideId, member_number AS memberNumber, phone, unionid,
  openid, state, shopper_id AS shopperId`;

/** Those of a system's customers that are known, by what it calls them. */
export async function knownCustomers(
  db: Reader,
  source: string,
  outsideIds: readonly string[],
): Promise<Map<string, OutsideCustomerRow>> {
  const found = await rows<OutsideCustomerRow>(
    db,
    `SELECT ${COLUMNS} FROM outside_customer WHERE source = ? AND outside_id IN (?)`,
    [source, outsideIds],
  );
  return new Map(found.map((row) => [row.outsideId, row]));
}

export async function lockCustomer(tx: Tx, id: string): Promise<OutsideCustomerRow | null> {
  const sql = `SELECT ${COLUMNS} FROM outside_customer WHERE id = ? FOR UPDATE`;
  return (await rows<OutsideCustomerRow>(tx, sql, [id]))[0] ?? null;
}

/** Those who are nobody's yet and have a key that a shopper has; locked, in their order. */
export function lockUnmatched(
  tx: Tx,
  { phone, unionid, openid }: Omit<OutsideKeys, 'memberNumber'>,
): Promise<OutsideCustomerRow[]> {
  const isOf = (column: string) =>
    `SELECT id FROM outside_customer WHERE ${column} = ? AND state <> 'matched'`;
  const sql = `SELECT ${COLUMNS} FROM outside_customer
    WHERE id IN (${['phone', 'unionid', 'openid'].map(isOf).join(' UNION ')}) AND state <> 'matched'
    ORDER BY id FOR UPDATE`;
  return rows(tx, sql, [phone, unionid, openid]);
}

/** A page of them, the newest first. */
export function customersWhere(
  db: Reader,
  conditions: readonly Condition[],
  limit: number,
): Promise<OutsideCustomerRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `SELECT ${COLUMNS} FROM outside_customer ${clause} ORDER BY id DESC LIMIT ?`;
  return rows(db, sql, [...parameters, limit]);
}

export async function insertCustomers(
  tx: Tx,
  customers: readonly (OutsideKeys & { id: string; source: string; outsideId: string })[],
  now: Date,
): Promise<void> {
  if (customers.length === 0) return;
  await tx.query(
    `INSERT INTO outside_customer
       (id, source, outside_id, member_number, phone, unionid, openid, state, created_at) VALUES ?`,
    [
      customers.map((one) => [
        ...[one.id, one.source, one.outsideId],
        ...MATCH_KEYS.map((key) => one[key]),
        ...['waiting', now],
      ]),
    ],
  );
}

/** What a later file says of somebody who is nobody's yet, where nothing was known. */
export async function completeKeys(tx: Tx, id: string, keys: OutsideKeys): Promise<void> {
  await tx.query(
    `UPDATE outside_customer SET member_number = COALESCE(member_number, ?),
       phone = COALESCE(phone, ?), unionid = COALESCE(unionid, ?), openid = COALESCE(openid, ?)
     WHERE id = ? AND state <> 'matched'`,
    [...MATCH_KEYS.map((key) => keys[key]), id],
  );
}

/** Says whose they are, or that nobody or several can be. */
export async function markMatched(
  tx: Tx,
  ids: readonly string[],
  { state, shopperId }: Pick<OutsideCustomerRow, 'state' | 'shopperId'>,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query('UPDATE outside_customer SET state = ?, shopper_id = ? WHERE id IN (?)', [
    ...[state, shopperId, ids],
  ]);
}

/** A number that only somebody had whose account is deleted says of nobody any more. */
export async function forgetPhone(tx: Tx, phone: string): Promise<void> {
  const sql = `UPDATE outside_customer SET phone = NULL WHERE phone = ? AND state <> 'matched'`;
  await tx.query(sql, [phone]);
}
