import {
  assertMove,
  LINK_MOVES,
  type Joined,
  type LinkEvidence,
  type LinkState,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';
import { where, type Condition } from '../../platform/where.js';

type Db = Pick<EntityManager, 'query'>;

export interface LinkRow extends Joined {
  id: string;
  evidence: LinkEvidence;
  state: LinkState;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  undoUntil: Date | null;
  createdAt: Date;
}

const SELECT = `SELECT id, one_id AS oneId, other_id AS otherId, evidence, state, reason,
  decided_by AS decidedBy, decided_at AS decidedAt, undo_until AS undoUntil,
  created_at AS createdAt FROM person_link`;

/** Links change one after the other: whom they make one person is read and written whole. */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.query('SELECT id FROM person_turn WHERE id = 1 FOR UPDATE');
}

export async function lockLink(tx: Tx, id: string): Promise<LinkRow | null> {
  return (await rows<LinkRow>(tx, `${SELECT} WHERE id = ? FOR UPDATE`, [id]))[0] ?? null;
}

/** Every link of two accounts, whatever its evidence and state. */
export function linksBetween(db: Db, { oneId, otherId }: Joined): Promise<LinkRow[]> {
  return rows(db, `${SELECT} WHERE one_id = ? AND other_id = ?`, [oneId, otherId]);
}

/** A page of them, the newest first. */
export function linksWhere(
  db: Db,
  conditions: readonly Condition[],
  limit: number,
): Promise<LinkRow[]> {
  const { clause, parameters } = where(conditions);
  return rows(db, `${SELECT} ${clause} ORDER BY id DESC LIMIT ?`, [...parameters, limit]);
}

/** Every link at one of these accounts, the newest first. */
export function linksAt(db: Db, shopperIds: readonly string[]): Promise<LinkRow[]> {
  const sql = `${SELECT} WHERE id IN (SELECT id FROM person_link WHERE one_id IN (?)
    UNION SELECT id FROM person_link WHERE other_id IN (?)) ORDER BY id DESC`;
  return rows(db, sql, [shopperIds, shopperIds]);
}

/** The live links whose both ends are among these. */
export function joinedAmong(db: Db, shopperIds: readonly string[]): Promise<Joined[]> {
  const sql = `SELECT one_id AS oneId, other_id AS otherId FROM person_link
    WHERE one_id IN (?) AND other_id IN (?) AND state = 'joined'`;
  return rows(db, sql, [shopperIds, shopperIds]);
}

/** A link that is there already stays as it is. */
export async function insertLinks(tx: Tx, links: readonly LinkRow[]): Promise<void> {
  if (links.length === 0) return;
  await tx.query(
    `INSERT IGNORE INTO person_link (id, one_id, other_id, evidence, state, reason, decided_by,
       decided_at, undo_until, created_at) VALUES ?`,
    [
      links.map((one) => [
        ...[one.id, one.oneId, one.otherId, one.evidence, one.state, one.reason],
        ...[one.decidedBy, one.decidedAt, one.undoUntil, one.createdAt],
      ]),
    ],
  );
}

/** Notes what was decided of a link that is locked. */
export async function decideLink(tx: Tx, from: LinkRow, to: LinkRow): Promise<void> {
  assertMove(LINK_MOVES, from.state, to.state, 'a link of a person');
  await tx.query(
    `UPDATE person_link SET state = ?, reason = ?, decided_by = ?, decided_at = ?, undo_until = ?
     WHERE id = ?`,
    [to.state, to.reason, to.decidedBy, to.decidedAt, to.undoUntil, to.id],
  );
}

export async function deleteLinksOf(tx: Tx, shopperId: string): Promise<void> {
  await tx.query('DELETE FROM person_link WHERE one_id = ?', [shopperId]);
  await tx.query('DELETE FROM person_link WHERE other_id = ?', [shopperId]);
}
