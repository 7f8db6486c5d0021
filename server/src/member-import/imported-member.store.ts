import type { CarriedOver, FileMember, ImportedState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';
import { where, type Condition } from '../platform/where.js';

type Reader = Pick<EntityManager, 'query'>;

export interface ImportedRow {
  id: string;
  memberNumber: string;
  phone: string;
  carried: CarriedOver;
  state: ImportedState;
  shopperId: string | null;
}

const COLUMNS = `id, member_number AS memberNumber, phone, CAST(carried AS CHAR) AS carried, state,
  shopper_id AS shopperId`;

/** The member of a number in the other system, locked where something is to be written. */
export async function importedOf(
  db: Reader,
  memberNumber: string,
  lock: '' | 'FOR UPDATE',
): Promise<ImportedRow | null> {
  const sql = `SELECT ${COLUMNS} FROM imported_member WHERE member_number = ? ${lock}`;
  return (await read(db, sql, [memberNumber]))[0] ?? null;
}

export async function lockImported(tx: Tx, id: string): Promise<ImportedRow | null> {
  const sql = `SELECT ${COLUMNS} FROM imported_member WHERE id = ? FOR UPDATE`;
  return (await read(tx, sql, [id]))[0] ?? null;
}

/** Whoever was imported under a phone number and is not somebody's yet; locked, in their order. */
export function lockUnclaimed(tx: Tx, phone: string): Promise<ImportedRow[]> {
  const sql = `SELECT ${COLUMNS} FROM imported_member
    WHERE phone = ? AND state <> 'claimed' ORDER BY id FOR UPDATE`;
  return read(tx, sql, [phone]);
}

export async function hasClaimed(db: Reader, shopperId: string): Promise<boolean> {
  const sql = 'SELECT 1 FROM imported_member WHERE shopper_id = ? LIMIT 1';
  return (await rows(db, sql, [shopperId])).length > 0;
}

/** Who a shopper was in other systems. */
export async function claimedBy(
  db: Reader,
  shopperId: string,
): Promise<{ memberNumber: string; claimedAt: string }[]> {
  const found = await rows<{ memberNumber: string; claimedAt: Date }>(
    db,
    `SELECT member_number AS memberNumber, claimed_at AS claimedAt FROM imported_member
     WHERE shopper_id = ? ORDER BY id`,
    [shopperId],
  );
  return found.map((row) => ({ ...row, claimedAt: row.claimedAt.toISOString() }));
}

/** Who has claimed these numbers. */
export function shoppersOfNumbers(
  db: Reader,
  numbers: readonly string[],
): Promise<{ memberNumber: string; shopperId: string }[]> {
  const sql = `SELECT member_number AS memberNumber, shopper_id AS shopperId FROM imported_member
    WHERE member_number IN (?) AND state = 'claimed'`;
  return rows(db, sql, [numbers]);
}

/** A page of them, the newest first. */
export function importedWhere(
  db: Reader,
  conditions: readonly Condition[],
  limit: number,
): Promise<ImportedRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `SELECT ${COLUMNS} FROM imported_member ${clause} ORDER BY id DESC LIMIT ?`;
  return read(db, sql, [...parameters, limit]);
}

export async function insertImported(
  tx: Tx,
  id: string,
  { memberNumber, phone, carried }: FileMember,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO imported_member (id, member_number, phone, carried, state, created_at)
     VALUES (?, ?, ?, ?, 'waiting', ?)`,
    [id, memberNumber, phone, JSON.stringify(carried), now],
  );
}

/** What a later file says of someone whom nobody has claimed. */
export async function replaceImported(
  tx: Tx,
  id: string,
  { phone, carried }: FileMember,
): Promise<void> {
  await tx.query('UPDATE imported_member SET phone = ?, carried = ? WHERE id = ?', [
    phone,
    JSON.stringify(carried),
    id,
  ]);
}

export async function markHeld(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(`UPDATE imported_member SET state = 'held' WHERE id IN (?)`, [ids]);
}

export async function markClaimed(tx: Tx, id: string, shopperId: string, now: Date): Promise<void> {
  await tx.query(
    `UPDATE imported_member SET state = 'claimed', shopper_id = ?, claimed_at = ? WHERE id = ?`,
    [shopperId, now, id],
  );
}

/** What waits to be claimed, in fen, points and growth. */
export type Unclaimed = Record<'principal' | 'bonus' | 'points' | 'growth', number>;

/** What was imported under a phone number and is nobody's yet, all of it together. */
export async function unclaimedUnder(db: Reader, phone: string): Promise<Unclaimed> {
  const found = await read(
    db,
    `SELECT ${COLUMNS} FROM imported_member WHERE phone = ? AND state <> 'claimed'`,
    [phone],
  );
  const sum = (field: 'principalFen' | 'bonusFen' | 'points' | 'growth') =>
    found.reduce((all, { carried }) => all + carried[field], 0);
  return {
    ...{ principal: sum('principalFen'), bonus: sum('bonusFen') },
    ...{ points: sum('points'), growth: sum('growth') },
  };
}

export async function deleteUnclaimed(tx: Tx, phone: string): Promise<void> {
  const sql = `DELETE FROM imported_member WHERE phone = ? AND state <> 'claimed'`;
  await tx.query(sql, [phone]);
}

/** Who claimed it is deleted: where balances came from stays, without a name. */
export async function blankClaimed(tx: Tx, shopperId: string): Promise<void> {
  await tx.query(
    `UPDATE imported_member SET phone = '', carried = JSON_SET(carried, '$.nickname', NULL,
       '$.birthday', NULL) WHERE shopper_id = ?`,
    [shopperId],
  );
}

async function read(
  db: Reader,
  sql: string,
  parameters: readonly unknown[],
): Promise<ImportedRow[]> {
  const found = await rows<Omit<ImportedRow, 'carried'> & { carried: string }>(db, sql, parameters);
  return found.map((row) => ({ ...row, carried: JSON.parse(row.carried) as CarriedOver }));
}
