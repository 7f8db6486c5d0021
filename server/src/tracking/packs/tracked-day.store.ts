import type { EntityManager } from 'typeorm';
import { beijingDayOf } from '../../platform/beijing-sql.js';
import { rows, type SingleWrite, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** Says that these days have more than was packed of them. */
export async function markDays(single: SingleWrite, days: readonly string[]): Promise<void> {
  await single.query(
    'INSERT INTO tracked_day (day, told) VALUES ? ON DUPLICATE KEY UPDATE told = told + 1',
    [days.map((day) => [day, 1])],
  );
}

/** Says so of the days on which a shopper did something. */
export async function markDaysOf(tx: Tx, shopperId: string): Promise<void> {
  await tx.query(
    `INSERT INTO tracked_day (day, told)
     SELECT DISTINCT ${beijingDayOf('happened_at')}, 1 FROM tracked_event WHERE shopper_id = ?
     ON DUPLICATE KEY UPDATE told = told + 1`,
    [shopperId],
  );
}

/** Says so of every day of which there is an event or a pack. */
export async function markAllDays(tx: Tx): Promise<void> {
  await tx.query(
    `INSERT INTO tracked_day (day, told)
     SELECT day, 1 FROM (
       SELECT DISTINCT ${beijingDayOf('happened_at')} AS day FROM tracked_event
       UNION SELECT DISTINCT day FROM event_pack) AS known
     ON DUPLICATE KEY UPDATE told = told + 1`,
  );
}

/** A day and how much was told of it, by which it is known whether more has been since. */
export interface ToldDay {
  day: string;
  told: number;
}

const IS_WAITING = 'packed_day.told IS NULL OR packed_day.told <> tracked_day.told';

/** The first day after one that waits to be packed; null when none does. */
export async function nextWaiting(db: Db, after: string): Promise<ToldDay | null> {
  const [found] = await rows<ToldDay>(
    db,
    `SELECT tracked_day.day, tracked_day.told FROM tracked_day
     LEFT JOIN packed_day ON packed_day.day = tracked_day.day
     WHERE tracked_day.day > ? AND (${IS_WAITING}) ORDER BY tracked_day.day LIMIT 1`,
    [after],
  );
  return found ?? null;
}

/** How many days there are, and how many wait to be packed. */
export async function countDays(
  db: Db,
): Promise<{ days: number; waitingDays: number; packedAt: Date | null }> {
  const [found] = await rows<{ days: number; waitingDays: number | null; packedAt: Date | null }>(
    db,
    `SELECT COUNT(*) AS days, SUM(${IS_WAITING}) AS waitingDays, MAX(packed_at) AS packedAt
     FROM tracked_day LEFT JOIN packed_day ON packed_day.day = tracked_day.day`,
  );
  return {
    ...{ days: found?.days ?? 0, waitingDays: found?.waitingDays ?? 0 },
    packedAt: found?.packedAt ?? null,
  };
}

/** Whether no other instance packs; none does until this transaction is over. */
export async function takePacking(tx: Tx): Promise<boolean> {
  return (await rows(tx, 'SELECT id FROM packing FOR UPDATE SKIP LOCKED')).length > 0;
}

export async function notePacked(tx: Tx, { day, told }: ToldDay, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO packed_day (day, told, packed_at) VALUES (?, ?, ?)
     ON DUPLICATE KEY UPDATE told = VALUES(told), packed_at = VALUES(packed_at)`,
    [day, told, now],
  );
}

/** Forgets all that was made of days before one. */
export async function forgetDaysBefore(tx: Tx, day: string): Promise<void> {
  for (const table of ['event_pack', 'packed_day', 'tracked_day']) {
    await tx.query(`DELETE FROM ${table} WHERE day < ?`, [day]);
  }
}
