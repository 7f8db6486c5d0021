import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import { where, type Condition } from '../../platform/where.js';

type Db = Pick<EntityManager, 'query'>;

/** A member; tier and growth are caches of their growth events (ADR 0018). */
export interface MemberRow {
  shopperId: string;
  tier: string;
  tierSince: Date;
  /** When the tier is reviewed; null for the lowest. */
  tierUntil: Date | null;
  /** Of the ladder that the tier is by. */
  ladderVersion: number;
  /** The sum of all growth there ever was. */
  growth: number;
  noticedUntil: Date | null;
  nickname: string | null;
  birthday: string | null;
  joinedAt: Date;
}

export const MEMBER_COLUMNS = `member.shopper_id AS shopperId, tier, tier_since AS tierSince,
  tier_until AS tierUntil, ladder_version AS ladderVersion, growth,
  noticed_until AS noticedUntil, nickname, birthday, joined_at AS joinedAt`;

/** Whoever has none yet becomes a member of the lowest tier. */
export async function insertMember(
  tx: Tx,
  shopperId: string,
  tier: string,
  ladderVersion: number,
  joinedAt: Date,
): Promise<void> {
  await tx.query(
    `INSERT IGNORE INTO member (shopper_id, tier, tier_since, ladder_version, joined_at)
     VALUES (?, ?, ?, ?, ?)`,
    [shopperId, tier, joinedAt, ladderVersion, joinedAt],
  );
}

export async function findMember(db: Db, shopperId: string): Promise<MemberRow | null> {
  const sql = `SELECT ${MEMBER_COLUMNS} FROM member WHERE shopper_id = ?`;
  return (await rows<MemberRow>(db, sql, [shopperId]))[0] ?? null;
}

/** Whatever changes growth or tier of a member holds this row. */
export async function lockMember(tx: Tx, shopperId: string): Promise<MemberRow | null> {
  const sql = `SELECT ${MEMBER_COLUMNS} FROM member WHERE shopper_id = ? FOR UPDATE`;
  return (await rows<MemberRow>(tx, sql, [shopperId]))[0] ?? null;
}

/** The next members after one, by id; locked. */
export function lockMembersAfter(tx: Tx, shopperId: string, limit: number): Promise<MemberRow[]> {
  return rows<MemberRow>(
    tx,
    `SELECT ${MEMBER_COLUMNS} FROM member WHERE shopper_id > ? ORDER BY shopper_id LIMIT ?
     FOR UPDATE`,
    [shopperId, limit],
  );
}

/** The same, only to be looked at. */
export function membersAfter(db: Db, shopperId: string, limit: number): Promise<MemberRow[]> {
  return rows<MemberRow>(
    db,
    `SELECT ${MEMBER_COLUMNS} FROM member WHERE shopper_id > ? ORDER BY shopper_id LIMIT ?`,
    [shopperId, limit],
  );
}

/** Members whose notice or review is due, the longest due first; what others hold is left out. */
export function lockDueMembers(tx: Tx, now: Date, limit: number): Promise<MemberRow[]> {
  return rows<MemberRow>(
    tx,
    `SELECT ${MEMBER_COLUMNS} FROM member WHERE review_at <= ?
     ORDER BY review_at, shopper_id LIMIT ? FOR UPDATE SKIP LOCKED`,
    [now, limit],
  );
}

export async function countMembers(db: Db): Promise<number> {
  const [found] = await rows<{ members: number }>(db, 'SELECT COUNT(*) AS members FROM member');
  return found?.members ?? 0;
}

export async function setProfile(
  tx: Tx,
  shopperId: string,
  { nickname, birthday }: Pick<MemberRow, 'nickname' | 'birthday'>,
): Promise<void> {
  const sql = 'UPDATE member SET nickname = ?, birthday = ? WHERE shopper_id = ?';
  await affected(tx, sql, [nickname, birthday, shopperId]);
}

/** Members of a search, newest first, from the one before `cursor` on. */
export function membersWhere(
  db: Db,
  conditions: readonly Condition[],
  limit: number,
): Promise<MemberRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `SELECT ${MEMBER_COLUMNS} FROM member ${clause} ORDER BY shopper_id DESC LIMIT ?`;
  return rows<MemberRow>(db, sql, [...parameters, limit]);
}

/** Says of a member what they have not said themselves; whoever joined earlier elsewhere did. */
export async function fillMember(
  tx: Tx,
  shopperId: string,
  given: Pick<MemberRow, 'nickname' | 'birthday'> & { joinedAt: Date | null },
): Promise<void> {
  const { nickname, birthday, joinedAt } = given;
  await tx.query(
    `UPDATE member SET nickname = COALESCE(nickname, ?), birthday = COALESCE(birthday, ?),
       joined_at = LEAST(joined_at, COALESCE(?, joined_at)) WHERE shopper_id = ?`,
    [nickname, birthday, joinedAt, shopperId],
  );
}
