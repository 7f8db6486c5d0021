import {
  grouped,
  type Fen,
  type GrowthAt,
  type GrowthGiven,
  type GrowthSource,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** Growth given or taken back; never changed. */
export interface GrowthEventRow {
  id: string;
  shopperId: string;
  source: GrowthSource;
  /** With the source, counts it once. */
  reference: string;
  at: Date;
  growth: number;
  /** What it was given for; null where not for a payment. */
  paidFen: Fen | null;
  orderId: string | null;
  /** The event it takes back, whose time it counts at. */
  takesBack: string | null;
  reason: string | null;
  recordedAt: Date;
}

const COLUMNS = `id, shopper_id AS shopperId, source, reference, at, growth, paid_fen AS paidFen,
  order_id AS orderId, takes_back AS takesBack, reason, recorded_at AS recordedAt`;

export async function insertGrowth(tx: Tx, event: GrowthEventRow): Promise<void> {
  await tx.query(
    `INSERT INTO growth_event (id, shopper_id, source, reference, at, growth, paid_fen, order_id,
       takes_back, reason, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[event.id, event.shopperId, event.source, event.reference, event.at, event.growth],
      ...[event.paidFen, event.orderId, event.takesBack, event.reason, event.recordedAt],
    ],
  );
}

/** What was given under a key, or null. */
export async function growthByKey(
  db: Db,
  source: GrowthSource,
  reference: string,
): Promise<GrowthEventRow | null> {
  const sql = `SELECT ${COLUMNS} FROM growth_event WHERE source = ? AND reference = ?`;
  return (await rows<GrowthEventRow>(db, sql, [source, reference]))[0] ?? null;
}

/** How much of an event has been taken back. */
export async function takenBackOf(db: Db, eventId: string): Promise<number> {
  const sql = 'SELECT -COALESCE(SUM(growth), 0) AS taken FROM growth_event WHERE takes_back = ?';
  return (await rows<{ taken: number }>(db, sql, [eventId]))[0]?.taken ?? 0;
}

/** What one source has given a member since these instants, what was taken back left out. */
export async function givenSince(
  db: Db,
  shopperId: string,
  source: GrowthSource,
  since: { day: Date; month: Date; until: Date },
): Promise<GrowthGiven> {
  const [found] = await rows<GrowthGiven>(
    db,
    `SELECT COALESCE(SUM(IF(at >= ?, growth, 0)), 0) AS today, COALESCE(SUM(growth), 0) AS thisMonth
     FROM growth_event WHERE shopper_id = ? AND at >= ? AND at < ? AND source = ?`,
    [since.day, shopperId, since.month, since.until, source],
  );
  return found ?? { today: 0, thisMonth: 0 };
}

/** All growth of these members, by member in the order of time; one statement. */
export async function growthOfMembers(
  db: Db,
  shopperIds: readonly string[],
): Promise<Map<string, GrowthAt[]>> {
  if (shopperIds.length === 0) return new Map();
  const found = await rows<GrowthAt & { shopperId: string }>(
    db,
    `SELECT shopper_id AS shopperId, at, growth FROM growth_event
     WHERE shopper_id IN (?) ORDER BY shopper_id, at`,
    [shopperIds],
  );
  return grouped(found, ({ shopperId }) => shopperId);
}

/** A member's growth, last recorded first. */
export function growthHistory(
  db: Db,
  shopperId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<GrowthEventRow[]> {
  return rows<GrowthEventRow>(
    db,
    `SELECT ${COLUMNS} FROM growth_event WHERE shopper_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
    [shopperId, cursor ?? '~', limit],
  );
}

/** What is left of an order whose refund was heard of before its completion; the least of them. */
export async function noteLeft(tx: Tx, orderId: string, leftFen: Fen): Promise<void> {
  await tx.query(
    `INSERT INTO growth_refund (order_id, left_fen) VALUES (?, ?)
     ON DUPLICATE KEY UPDATE left_fen = LEAST(left_fen, VALUES(left_fen))`,
    [orderId, leftFen],
  );
}

export async function leftOf(tx: Tx, orderId: string): Promise<number | null> {
  const sql = 'SELECT left_fen AS leftFen FROM growth_refund WHERE order_id = ?';
  return (await rows<{ leftFen: number }>(tx, sql, [orderId]))[0]?.leftFen ?? null;
}
