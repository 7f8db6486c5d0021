import type { ExpiringPoints, LotPoints, PointLotState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

export interface NewLot {
  id: string;
  shopperId: string;
  /** What gave it, and which; once for ever. */
  source: string;
  sourceKey: string;
  state: PointLotState;
  points: number;
  activeAt: Date;
  expiresAt: Date | null;
  remindAt: Date | null;
  createdAt: Date;
}

/** A lot with what is left in it. */
export interface LotRow extends ExpiringPoints {
  shopperId: string;
  state: PointLotState;
  expired: number;
  activeAt: Date;
}

const COLUMNS = `id AS lotId, shopper_id AS shopperId, state, points_left AS points,
  points_expired AS expired, active_at AS activeAt, expires_at AS expiresAt`;

/** Inserts an empty lot: a move fills it. @throws of the driver when its source has one */
export async function insertLot(tx: Tx, lot: NewLot): Promise<void> {
  await tx.query(
    `INSERT INTO point_lot (id, shopper_id, source, source_key, state, points, active_at,
       expires_at, remind_at, created_at) VALUES (?)`,
    [
      [
        ...[lot.id, lot.shopperId, lot.source, lot.sourceKey, lot.state, lot.points],
        ...[lot.activeAt, lot.expiresAt, lot.remindAt, lot.createdAt],
      ],
    ],
  );
}

export async function findLot(db: Reader, id: string): Promise<LotRow | null> {
  return (await rows<LotRow>(db, `SELECT ${COLUMNS} FROM point_lot WHERE id = ?`, [id]))[0] ?? null;
}

/** Lots by their ids, empty ones included. */
export function lotsOf(db: Reader, ids: readonly string[]): Promise<LotRow[]> {
  return rows<LotRow>(db, `SELECT ${COLUMNS} FROM point_lot WHERE id IN (?)`, [ids]);
}

/** A shopper's active lots in which there is something. */
export function filledLots(db: Reader, shopperId: string): Promise<LotRow[]> {
  return rows<LotRow>(
    db,
    `SELECT ${COLUMNS} FROM point_lot
     WHERE shopper_id = ? AND points_left > 0 AND state = 'active'`,
    [shopperId],
  );
}

/** A shopper's lots that are not active yet, empty ones included. */
export function pendingLots(tx: Tx, shopperId: string): Promise<LotRow[]> {
  const sql = `SELECT ${COLUMNS} FROM point_lot WHERE shopper_id = ? AND state = 'pending'`;
  return rows<LotRow>(tx, sql, [shopperId]);
}

/** A shopper's active lots whose time has passed, empty ones included. */
export function lapsedLots(tx: Tx, shopperId: string, now: Date): Promise<LotRow[]> {
  return rows<LotRow>(
    tx,
    `SELECT ${COLUMNS} FROM point_lot
     WHERE shopper_id = ? AND state = 'active' AND expires_at <= ?`,
    [shopperId, now],
  );
}

/** Adds to lots (or, negative, takes) and notes of which entry each move is. */
export async function moveLots(
  tx: Tx,
  entryId: string,
  parts: readonly LotPoints[],
): Promise<void> {
  if (parts.length === 0) return;
  const delta = `CASE id ${parts.map(() => 'WHEN ? THEN ?').join(' ')} END`;
  await tx.query(`UPDATE point_lot SET points_left = points_left + ${delta} WHERE id IN (?)`, [
    ...parts.flatMap(({ lotId, points }) => [lotId, points]),
    parts.map(({ lotId }) => lotId),
  ]);
  await tx.query('INSERT INTO point_lot_move (lot_id, entry_id, points) VALUES ?', [
    parts.map(({ lotId, points }) => [lotId, entryId, points]),
  ]);
}

/** The moves of an entry, in the order in which it made them. */
export function movesOf(db: Reader, entryId: string): Promise<LotPoints[]> {
  return rows<LotPoints>(
    db,
    'SELECT lot_id AS lotId, points FROM point_lot_move WHERE entry_id = ? ORDER BY number',
    [entryId],
  );
}

export async function setLotState(
  tx: Tx,
  ids: readonly string[],
  state: PointLotState,
): Promise<void> {
  await tx.query('UPDATE point_lot SET state = ? WHERE id IN (?)', [state, ids]);
}

/** Notes what of lots lapsed unspent. */
export async function noteExpired(tx: Tx, parts: readonly LotPoints[]): Promise<void> {
  const more = `CASE id ${parts.map(() => 'WHEN ? THEN ?').join(' ')} END`;
  await tx.query(`UPDATE point_lot SET points_expired = points_expired + ${more} WHERE id IN (?)`, [
    ...parts.flatMap(({ lotId, points }) => [lotId, points]),
    parts.map(({ lotId }) => lotId),
  ]);
}

/** When a shopper's next points lapse, and how many do then. */
export async function nextExpiry(
  db: Reader,
  shopperId: string,
  now: Date,
): Promise<{ points: number; at: Date } | null> {
  const [found] = await rows<{ points: string | number; at: Date }>(
    db,
    `SELECT SUM(points_left) AS points, expires_at AS at FROM point_lot
     WHERE shopper_id = ? AND points_left > 0 AND state = 'active' AND expires_at > ?
     GROUP BY expires_at ORDER BY expires_at LIMIT 1`,
    [shopperId, now],
  );
  return found ? { points: Number(found.points), at: found.at } : null;
}

/** What is due to be told of: lots that lapse soon, the earliest notice first. */
export function lotsToRemind(
  tx: Tx,
  now: Date,
  limit: number,
): Promise<{ id: string; shopperId: string; points: number; expiresAt: Date }[]> {
  return rows(
    tx,
    `SELECT id, shopper_id AS shopperId, IF(expires_at > ?, points_left, 0) AS points,
       expires_at AS expiresAt
     FROM point_lot WHERE remind_at <= ? ORDER BY remind_at, id LIMIT ? FOR UPDATE SKIP LOCKED`,
    [now, now, limit],
  );
}

export async function forgetReminders(tx: Tx, ids: readonly string[]): Promise<number> {
  return affected(tx, 'UPDATE point_lot SET remind_at = NULL WHERE id IN (?)', [ids]);
}

export async function lotOfSource(tx: Tx, source: string, key: string): Promise<string | null> {
  const sql = 'SELECT id FROM point_lot WHERE source = ? AND source_key = ?';
  return (await rows<{ id: string }>(tx, sql, [source, key]))[0]?.id ?? null;
}

/** How many of a shopper's points lapse in that moment, as far as they are not spent. */
export async function expiringAt(db: Reader, shopperId: string, at: Date): Promise<number> {
  const [found] = await rows<{ points: string | number }>(
    db,
    `SELECT COALESCE(SUM(points_left), 0) AS points FROM point_lot
     WHERE shopper_id = ? AND points_left > 0 AND expires_at = ?`,
    [shopperId, at],
  );
  return Number(found?.points ?? 0);
}
