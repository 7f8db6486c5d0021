import type { EntityManager } from 'typeorm';
import type { PersonKey, PersonKeyKind } from '../../identity/person-keys.js';
import { rows, type Tx } from '../../platform/transaction.js';

/** One key of whoever had the benefit, and the order that has it. */
export interface Claim {
  hash: string;
  kind: PersonKeyKind;
  orderId: string;
}

/** An order that has a benefit somebody had before, for an operator to look at. */
export interface Flag {
  orderId: string;
  kind: PersonKeyKind;
  /** The order that had it before; null where that had no newcomer's benefit. */
  takenBy: string | null;
}

type Reader = Pick<EntityManager, 'query'>;

/** Claims these keys for an order. A key that is taken fails as a duplicate. */
export async function insertClaims(
  tx: Tx,
  orderId: string,
  keys: readonly PersonKey[],
  now: Date,
): Promise<void> {
  await tx.query(
    'INSERT INTO newcomer_claim (claim_key, order_id, key_kind, claimed_at) VALUES ?',
    [values(orderId, keys, now)],
  );
}

/** Claims those of these keys that nobody has. */
export async function insertFreeClaims(
  tx: Tx,
  orderId: string,
  keys: readonly PersonKey[],
  now: Date,
): Promise<void> {
  await tx.query(
    'INSERT IGNORE INTO newcomer_claim (claim_key, order_id, key_kind, claimed_at) VALUES ?',
    [values(orderId, keys, now)],
  );
}

/** Who has these keys; a free one is missing. */
export async function claimsOf(db: Reader, keys: readonly PersonKey[]): Promise<Claim[]> {
  if (keys.length === 0) return [];
  return rows<Claim>(
    db,
    `SELECT claim_key AS hash, key_kind AS kind, order_id AS orderId FROM newcomer_claim
     WHERE claim_key IN (?)`,
    [keys.map(({ hash }) => hash)],
  );
}

/** What these orders have is free again, and nothing of them is to be looked at any more. */
export async function deleteClaims(tx: Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await tx.query('DELETE FROM newcomer_claim WHERE order_id IN (?)', [orderIds]);
  await tx.query('DELETE FROM newcomer_flag WHERE order_id IN (?)', [orderIds]);
}

export async function insertFlags(tx: Tx, flags: readonly Flag[], now: Date): Promise<void> {
  if (flags.length === 0) return;
  await tx.query(
    'INSERT IGNORE INTO newcomer_flag (order_id, key_kind, taken_by, flagged_at) VALUES ?',
    [flags.map(({ orderId, kind, takenBy }) => [orderId, kind, takenBy, now])],
  );
}

/** Flagged orders, the newest first, from the one before `cursor` on. */
export async function flagsBefore(
  db: Reader,
  cursor: string | undefined,
  limit: number,
): Promise<(Flag & { flaggedAt: Date })[]> {
  return rows(
    db,
    `SELECT order_id AS orderId, key_kind AS kind, taken_by AS takenBy, flagged_at AS flaggedAt
     FROM newcomer_flag WHERE CONCAT(order_id, key_kind) < ?
     ORDER BY order_id DESC, key_kind DESC LIMIT ?`,
    [cursor ?? '~', limit],
  );
}

/** In order of the key, so that two first orders of one person wait and do not deadlock. */
function values(orderId: string, keys: readonly PersonKey[], now: Date): unknown[][] {
  return [...keys]
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ hash, kind }) => [hash, orderId, kind, now]);
}
