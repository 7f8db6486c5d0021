import type { EntityManager } from 'typeorm';
import { beijingDayOf } from '../../platform/beijing-sql.js';
import { rows, type SingleWrite, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

const LATER = 'ON DUPLICATE KEY UPDATE open_until = GREATEST(open_until, VALUES(open_until))';

/** Says that more may come to these days until an instant. */
export async function openDays(
  single: SingleWrite,
  days: readonly string[],
  until: Date,
): Promise<void> {
  await single.query(`INSERT INTO tracked_day (day, open_until) VALUES ? ${LATER}`, [
    days.map((day) => [day, until]),
  ]);
}

/** Has the days packed anew on which a shopper did something. */
export async function openDaysOf(tx: Tx, shopperId: string, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO tracked_day (day, open_until)
     SELECT DISTINCT ${beijingDayOf('happened_at')}, ? FROM tracked_event WHERE shopper_id = ?
     ${LATER}`,
    [now, shopperId],
  );
}

/** Has every day packed anew of which there is an event or a pack. */
export async function openAllDays(tx: Tx, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO tracked_day (day, open_until)
     SELECT day, ? FROM (
       SELECT DISTINCT ${beijingDayOf('happened_at')} AS day FROM tracked_event
       UNION SELECT DISTINCT day FROM event_pack) AS known
     ${LATER}`,
    [now],
  );
}

const IS_WAITING = 'packed_at IS NULL OR packed_at <= open_until';

/** The first day after one that waits to be packed; null when none does. */
export async function nextWaiting(db: Db, after: string): Promise<string | null> {
  const [found] = await rows<{ day: string }>(
    db,
    `SELECT tracked_day.day FROM tracked_day
     LEFT JOIN packed_day ON packed_day.day = tracked_day.day
     WHERE tracked_day.day > ? AND (${IS_WAITING}) ORDER BY tracked_day.day LIMIT 1`,
    [after],
  );
  return found?.day ?? null;
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

/** Notes that a day was read from `at` on. */
export async function notePacked(tx: Tx, day: string, at: Date): Promise<void> {
  await tx.query(
    `INSERT INTO packed_day (day, packed_at) VALUES (?, ?)
     ON DUPLICATE KEY UPDATE packed_at = VALUES(packed_at)`,
    [day, at],
  );
}

/** Forgets all that was made of days before one. */
export async function forgetDaysBefore(tx: Tx, day: string): Promise<void> {
  for (const table of ['event_pack', 'packed_day', 'tracked_day']) {
    await tx.query(`DELETE FROM ${table} WHERE day < ?`, [day]);
  }
}
