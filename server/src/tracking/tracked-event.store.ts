import type { TrackedEvent, TrackedName } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { beijingDayOf } from '../platform/beijing-sql.js';
import { affected, rows, type SingleWrite, type Tx } from '../platform/transaction.js';

/** An event with the device it happened on, and who was logged in when it was told. */
export interface NewTrackedEvent extends TrackedEvent {
  installationId: string;
  shopperId: string | null;
}

/** Inserts those that are new; a repeat changes nothing. */
export async function insertTracked(
  single: SingleWrite,
  events: readonly NewTrackedEvent[],
): Promise<void> {
  await single.query(
    `INSERT INTO tracked_event (event_id, installation_id, name, happened_at, page, target, mark,
       value, shopper_id)
     VALUES ? ON DUPLICATE KEY UPDATE event_id = event_id`,
    [
      events.map((one) => [
        ...[one.id, one.installationId, one.name, one.at, one.page, one.target, one.mark],
        ...[one.value, one.shopperId],
      ]),
    ],
  );
}

export interface CountRow {
  day: string;
  name: TrackedName;
  events: number;
  installations: number;
  shoppers: number;
}

/** By Beijing day, which is eight hours ahead of what is stored. */
export function countTracked(
  db: Pick<EntityManager, 'query'>,
  from: Date,
  until: Date,
): Promise<CountRow[]> {
  return rows<CountRow>(
    db,
    `SELECT ${beijingDayOf('happened_at')} AS day, name,
       COUNT(*) AS events, COUNT(DISTINCT installation_id) AS installations,
       COUNT(DISTINCT shopper_id) AS shoppers
     FROM tracked_event WHERE happened_at >= ? AND happened_at < ?
     GROUP BY day, name ORDER BY day, name`,
    [from, until],
  );
}

/** Forgets up to `limit` that are older. */
export function deleteTrackedBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  const sql = 'DELETE FROM tracked_event WHERE happened_at < ? ORDER BY happened_at LIMIT ?';
  return affected(tx, sql, [before, limit]);
}
