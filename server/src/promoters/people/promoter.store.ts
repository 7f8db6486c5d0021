import { assertMove, PROMOTER_MOVES, type PromoterState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';
import { where, type Condition } from '../../platform/where.js';

type Reader = Pick<EntityManager, 'query'>;

export interface PromoterRow {
  shopperId: string;
  state: PromoterState;
  rank: number;
  /** Who brought them before they applied for the first time; never changed. */
  recruitedBy: string | null;
  statement: string;
  reason: string;
  appliedAt: Date;
  decidedAt: Date | null;
}

const COLUMNS = `shopper_id AS shopperId, state, ranking AS \`rank\`, recruited_by AS recruitedBy,
  statement, reason, applied_at AS appliedAt, decided_at AS decidedAt`;

export async function findPromoter(db: Reader, shopperId: string): Promise<PromoterRow | null> {
  return (await promotersOf(db, [shopperId]))[0] ?? null;
}

/** Those of these shoppers who ever applied. */
export function promotersOf(db: Reader, shopperIds: readonly string[]): Promise<PromoterRow[]> {
  if (shopperIds.length === 0) return Promise.resolve([]);
  const sql = `SELECT ${COLUMNS} FROM promoter WHERE shopper_id IN (?)`;
  return rows<PromoterRow>(db, sql, [shopperIds]);
}

export async function lockPromoter(tx: Tx, shopperId: string): Promise<PromoterRow | null> {
  const sql = `SELECT ${COLUMNS} FROM promoter WHERE shopper_id = ? FOR UPDATE`;
  return (await rows<PromoterRow>(tx, sql, [shopperId]))[0] ?? null;
}

/** Those that fit, by id. */
export function promotersWhere(
  db: Reader,
  conditions: readonly Condition[],
  limit: number,
): Promise<PromoterRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `SELECT ${COLUMNS} FROM promoter ${clause} ORDER BY shopper_id DESC LIMIT ?`;
  return rows<PromoterRow>(db, sql, [...parameters, limit]);
}

/** Somebody applies for the first time. */
export async function insertPromoter(
  tx: Tx,
  one: Pick<PromoterRow, 'shopperId' | 'recruitedBy' | 'statement' | 'appliedAt'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO promoter (shopper_id, state, recruited_by, statement, applied_at)
     VALUES (?, ?, ?, ?, ?)`,
    [
      ...[one.shopperId, 'applied' satisfies PromoterState, one.recruitedBy],
      ...[one.statement, one.appliedAt],
    ],
  );
}

/** Somebody applies once more: who recruited them stays. */
export async function applyAgain(
  tx: Tx,
  promoter: PromoterRow,
  { statement, appliedAt }: Pick<PromoterRow, 'statement' | 'appliedAt'>,
): Promise<void> {
  assertMove(PROMOTER_MOVES, promoter.state, 'applied', `promoter ${promoter.shopperId}`);
  await tx.query(
    `UPDATE promoter SET state = ?, statement = ?, reason = '', applied_at = ?, decided_at = NULL
     WHERE shopper_id = ?`,
    ['applied' satisfies PromoterState, statement, appliedAt, promoter.shopperId],
  );
}

/** Moves a locked one on. An illegal move is a bug, the caller has asked the state before. */
export async function movePromoter(
  tx: Tx,
  { shopperId, state }: Pick<PromoterRow, 'shopperId' | 'state'>,
  to: PromoterState,
  { reason, at }: { reason: string; at: Date },
): Promise<void> {
  assertMove(PROMOTER_MOVES, state, to, `promoter ${shopperId}`);
  const sql = 'UPDATE promoter SET state = ?, reason = ?, decided_at = ? WHERE shopper_id = ?';
  await tx.query(sql, [to, reason, at, shopperId]);
}

export async function setRank(tx: Tx, shopperId: string, rank: number): Promise<void> {
  await tx.query('UPDATE promoter SET ranking = ? WHERE shopper_id = ?', [rank, shopperId]);
}
