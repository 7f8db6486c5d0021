import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';
import type { Sql } from './rule-sql.js';
import type { SegmentRow } from './segment.store.js';

type Db = Pick<EntityManager, 'query'>;
type Run = Pick<SegmentRow, 'id' | 'run'>;

export interface FoundRow {
  shopperId: string;
  nickname: string | null;
  enteredAt: Date;
}

/** Deleted accounts are in no segment. */
const FOUND = 'FROM shopper WHERE deleted_at IS NULL';

/** How many a rule finds, and of how many accounts. */
export async function countFound(
  db: Db,
  { sql, parameters }: Sql,
): Promise<{ count: number; accounts: number }> {
  const asked = `SELECT COUNT(*) AS accounts, COALESCE(SUM(${sql}), 0) AS count ${FOUND}`;
  const [found] = await rows<{ count: number; accounts: number }>(db, asked, parameters);
  return { count: Number(found?.count ?? 0), accounts: found?.accounts ?? 0 };
}

/** Some of those whom a rule finds, who registered last. */
export function sampleFound(
  db: Db,
  { sql, parameters }: Sql,
  limit: number,
): Promise<Pick<FoundRow, 'shopperId' | 'nickname'>[]> {
  return rows(
    db,
    `SELECT shopper.id AS shopperId, (SELECT nickname FROM member WHERE shopper_id = shopper.id)
       AS nickname ${FOUND} AND ${sql} ORDER BY shopper.id DESC LIMIT ?`,
    [...parameters, limit],
  );
}

/** Asks a rule once more: who is found enters or stays, who is not has left; both are noted. */
export async function replaceMembers(
  tx: Tx,
  { id, run }: Run,
  { sql, parameters }: Sql,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO segment_member (segment_id, shopper_id, entered_at, entered_run, seen_run)
     SELECT ?, shopper.id, ?, ?, ? ${FOUND} AND ${sql}
     ON DUPLICATE KEY UPDATE seen_run = VALUES(seen_run)`,
    [id, now, run, run, ...parameters],
  );
  await tx.query(
    `INSERT INTO segment_change (segment_id, shopper_id, \`change\`, at)
     SELECT segment_id, shopper_id, IF(seen_run < ?, 'left', 'entered'), ?
     FROM segment_member WHERE segment_id = ? AND (seen_run < ? OR entered_run = ?)`,
    [run, now, id, run, run],
  );
  await tx.query('DELETE FROM segment_member WHERE segment_id = ? AND seen_run < ?', [id, run]);
}

/** Puts a tag on accounts; how many did not have it. */
export async function addMembers(
  tx: Tx,
  { id, by }: { id: string; by: string },
  shopperIds: readonly string[],
  now: Date,
): Promise<number> {
  if (shopperIds.length === 0) return 0;
  await tx.query(
    `INSERT INTO segment_change (segment_id, shopper_id, \`change\`, changed_by, at)
     SELECT ?, shopper.id, 'entered', ?, ? ${FOUND} AND id IN (?) AND NOT EXISTS (
       SELECT 1 FROM segment_member WHERE segment_id = ? AND shopper_id = shopper.id)`,
    [id, by, now, shopperIds, id],
  );
  return affected(
    tx,
    `INSERT IGNORE INTO segment_member (segment_id, shopper_id, entered_at, entered_run, seen_run)
     SELECT ?, shopper.id, ?, 0, 0 ${FOUND} AND id IN (?)`,
    [id, now, shopperIds],
  );
}

/** Takes a tag off accounts; how many had it. */
export async function removeMembers(
  tx: Tx,
  { id, by }: { id: string; by: string },
  shopperIds: readonly string[],
  now: Date,
): Promise<number> {
  if (shopperIds.length === 0) return 0;
  const those = 'FROM segment_member WHERE segment_id = ? AND shopper_id IN (?)';
  await tx.query(
    `INSERT INTO segment_change (segment_id, shopper_id, \`change\`, changed_by, at)
     SELECT segment_id, shopper_id, 'left', ?, ? ${those}`,
    [by, now, id, shopperIds],
  );
  return affected(tx, `DELETE ${those}`, [id, shopperIds]);
}

/** How many are in each of these. */
export async function countMembers(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const sql = `SELECT segment_id AS id, COUNT(*) AS members FROM segment_member
    WHERE segment_id IN (?) GROUP BY segment_id`;
  const found = await rows<{ id: string; members: number }>(db, sql, [ids]);
  return new Map(found.map(({ id, members }) => [id, members]));
}

/** A page of who is in a segment, by their ids. */
export function membersAfter(
  db: Db,
  segmentId: string,
  { after, limit }: { after: string; limit: number },
): Promise<FoundRow[]> {
  return rows(
    db,
    `SELECT segment_member.shopper_id AS shopperId, nickname, entered_at AS enteredAt
     FROM segment_member LEFT JOIN member ON member.shopper_id = segment_member.shopper_id
     WHERE segment_id = ? AND segment_member.shopper_id > ?
     ORDER BY segment_member.shopper_id LIMIT ?`,
    [segmentId, after, limit],
  );
}

/** Which segments an account is in. */
export function segmentsOf(
  db: Db,
  shopperId: string,
): Promise<{ segmentId: string; name: string; enteredAt: Date }[]> {
  return rows(
    db,
    `SELECT segment_id AS segmentId, name, entered_at AS enteredAt
     FROM segment_member JOIN segment ON segment.id = segment_id WHERE shopper_id = ?
     ORDER BY segment_id`,
    [shopperId],
  );
}

/** What an account entered and left, the newest first. */
export function changesOf(
  db: Db,
  shopperId: string,
  limit: number,
): Promise<
  {
    segmentId: string;
    name: string | null;
    change: 'entered' | 'left';
    by: string | null;
    at: Date;
  }[]
> {
  return rows(
    db,
    `SELECT segment_id AS segmentId, name, \`change\`, changed_by AS \`by\`, at
     FROM segment_change LEFT JOIN segment ON segment.id = segment_id
     WHERE shopper_id = ? ORDER BY number DESC LIMIT ?`,
    [shopperId, limit],
  );
}
