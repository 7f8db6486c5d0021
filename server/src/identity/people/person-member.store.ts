import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

export interface MemberRow {
  shopperId: string;
  personId: string;
}

/** Every account that is one person with one of these; who is alone is missing. */
export async function membersWith(db: Db, shopperIds: readonly string[]): Promise<MemberRow[]> {
  if (shopperIds.length === 0) return [];
  return rows(
    db,
    `SELECT DISTINCT mate.shopper_id AS shopperId, mate.person_id AS personId
     FROM person_member AS me JOIN person_member AS mate ON mate.person_id = me.person_id
     WHERE me.shopper_id IN (?) ORDER BY mate.shopper_id`,
    [shopperIds],
  );
}

/** Writes who these accounts are, over whatever was written of them. */
export async function replaceMembers(
  tx: Tx,
  shopperIds: readonly string[],
  members: readonly MemberRow[],
): Promise<void> {
  await tx.query('DELETE FROM person_member WHERE shopper_id IN (?)', [shopperIds]);
  if (members.length === 0) return;
  await tx.query('INSERT INTO person_member (shopper_id, person_id) VALUES ?', [
    members.map(({ shopperId, personId }) => [shopperId, personId]),
  ]);
}

/** The oldest account that shares this one’s unionid, and its phone number: maybe itself. */
export async function oldestSharing(
  db: Db,
  shopperId: string,
): Promise<Record<'unionid' | 'phone', string | null>> {
  const oldest = (key: string) =>
    `(SELECT MIN(id) FROM shopper WHERE ${key} = me.${key}) AS ${key}`;
  const sql = `SELECT ${oldest('unionid')}, ${oldest('phone')} FROM shopper AS me WHERE id = ?`;
  const [found] = await rows<Record<'unionid' | 'phone', string | null>>(db, sql, [shopperId]);
  return found ?? { unionid: null, phone: null };
}
