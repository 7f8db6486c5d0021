import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

export interface ShopperRow {
  id: string;
  openid: string;
  phone: string | null;
  phoneCodeHash: string | null;
  createdAt: Date;
}

const COLUMNS = 'id, openid, phone, phone_code_hash AS phoneCodeHash, created_at AS createdAt';

export async function shopperById(db: Reader, shopperId: string): Promise<ShopperRow | null> {
  const found = await rows<ShopperRow>(db, `SELECT ${COLUMNS} FROM shopper WHERE id = ?`, [
    shopperId,
  ]);
  return found[0] ?? null;
}

/** The shopper of an openid, locked, as last committed. */
export async function lockShopperOf(tx: Tx, openid: string): Promise<ShopperRow | null> {
  const found = await rows<ShopperRow>(
    tx,
    `SELECT ${COLUMNS} FROM shopper WHERE openid = ? FOR UPDATE`,
    [openid],
  );
  return found[0] ?? null;
}

/**
 * Creates the shopper of an openid, or notes another login of theirs. The unique key decides who
 * creates; a unionid once known stays when WeChat does not repeat it.
 */
export async function putShopper(
  tx: Tx,
  shopper: { id: string; openid: string; unionid: string | null },
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO shopper (id, openid, unionid, created_at, logged_in_at) VALUES (?, ?, ?, ?, ?)
     ON DUPLICATE KEY UPDATE unionid = COALESCE(VALUES(unionid), unionid),
       logged_in_at = VALUES(logged_in_at)`,
    [shopper.id, shopper.openid, shopper.unionid, now, now],
  );
}

export async function hasAgreed(db: Reader, shopperId: string, version: string): Promise<boolean> {
  const found = await rows(
    db,
    'SELECT 1 FROM shopper_agreement WHERE shopper_id = ? AND version = ?',
    [shopperId, version],
  );
  return found.length > 0;
}

/** Keeps the first time each version was agreed to: the proof of consent. */
export async function putAgreement(
  tx: Tx,
  shopperId: string,
  version: string,
  now: Date,
): Promise<void> {
  await tx.query('INSERT IGNORE INTO shopper_agreement VALUES (?, ?, ?)', [
    shopperId,
    version,
    now,
  ]);
}

export async function setPhone(
  tx: Tx,
  shopperId: string,
  phone: string,
  codeHash: string,
  now: Date,
): Promise<void> {
  await tx.query(
    'UPDATE shopper SET phone = ?, phone_code_hash = ?, phone_bound_at = ? WHERE id = ?',
    [phone, codeHash, now, shopperId],
  );
}

export async function shopperIdsOf(db: Reader, openid: string): Promise<string[]> {
  const found = await rows<{ id: string }>(db, 'SELECT id FROM shopper WHERE openid = ?', [openid]);
  return found.map(({ id }) => id);
}

/**
 * Everyone who holds this shopper's phone number, or that one, or unionid, and every other account
 * of this person; oldest first.
 */
export async function shoppersOfOnePerson(
  db: Reader,
  shopperId: string,
  phone: string | null,
): Promise<(Pick<ShopperRow, 'id' | 'openid' | 'phone'> & { unionid: string | null })[]> {
  return rows(
    db,
    `SELECT id, openid, unionid, phone FROM shopper
     WHERE id = ? OR phone = ? OR phone = (SELECT phone FROM shopper WHERE id = ?)
       OR unionid = (SELECT unionid FROM shopper WHERE id = ?)
     UNION SELECT id, openid, unionid, phone FROM person_member AS me
       JOIN person_member AS mate ON mate.person_id = me.person_id
       JOIN shopper ON shopper.id = mate.shopper_id
     WHERE me.shopper_id = ? ORDER BY id`,
    [shopperId, phone, shopperId, shopperId, shopperId],
  );
}

/** Those of these ids and phone numbers that are known; of one number, who came last. */
export async function shoppersNamed(
  db: Reader,
  names: readonly string[],
): Promise<{ id: string; phone: string | null }[]> {
  return rows(db, 'SELECT id, phone FROM shopper WHERE id IN (?) OR phone IN (?) ORDER BY id', [
    names,
    names,
  ]);
}

export type IdentityKey = 'phone' | 'unionid' | 'openid';

/** Everybody who has one of these, a row for each that they have. */
export async function shoppersBearing(
  db: Reader,
  values: Readonly<Record<IdentityKey, readonly string[]>>,
): Promise<{ key: IdentityKey; value: string; id: string }[]> {
  const asked = (['phone', 'unionid', 'openid'] as const).filter((key) => values[key].length > 0);
  if (asked.length === 0) return [];
  const selects = asked.map(
    (key) => `SELECT '${key}' AS \`key\`, ${key} AS value, id FROM shopper WHERE ${key} IN (?)`,
  );
  const sql = selects.join(' UNION ALL ');
  return rows(
    db,
    sql,
    asked.map((key) => values[key]),
  );
}

/** Everybody who is one person to WeChat. */
export async function shopperIdsOfUnionid(db: Reader, unionid: string): Promise<string[]> {
  const sql = 'SELECT id FROM shopper WHERE unionid = ?';
  return (await rows<{ id: string }>(db, sql, [unionid])).map(({ id }) => id);
}

/** Notes when an account was deleted, once. */
export async function setDeleted(tx: Tx, shopperId: string, now: Date): Promise<void> {
  const sql = 'UPDATE shopper SET deleted_at = COALESCE(deleted_at, ?) WHERE id = ?';
  await tx.query(sql, [now, shopperId]);
}
