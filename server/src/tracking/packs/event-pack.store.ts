import type { DayPeriod, TrackedName, Moments } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** Literals as the column is written, so that they compare. */
const kind = (word: string) => `_ascii'${word}' COLLATE ascii_bin`;
/** Whoever did it: the shopper it was told of, or else the device. */
const WHO = `IF(shopper_id IS NULL, ${kind('device')}, ${kind('shopper')}) AS kind,
  COALESCE(shopper_id, installation_id) AS id`;

/** An event as it is packed. */
export interface PersonEvent {
  name: TrackedName;
  personNo: number;
  /** Since the day began. */
  ms: number;
}

/** Gives a number to everybody who did something for the first time, and notes when that was. */
export async function numberPersons(tx: Tx, { from, until }: Moments): Promise<void> {
  const firsts = `SELECT kind, id, MIN(happened_at) AS first_at FROM (
      SELECT ${WHO}, happened_at FROM tracked_event WHERE happened_at >= ? AND happened_at < ?
    ) AS told GROUP BY kind, id`;
  await tx.query(
    `INSERT INTO tracked_person (kind, id, first_at)
     SELECT kind, id, first_at FROM (${firsts}) AS first WHERE NOT EXISTS (
       SELECT 1 FROM tracked_person AS known WHERE known.id = first.id AND known.kind = first.kind)`,
    [from, until],
  );
  await tx.query(
    `UPDATE tracked_person AS known JOIN (${firsts}) AS first
       ON first.id = known.id AND first.kind = known.kind
     SET known.first_at = first.first_at WHERE first.first_at < known.first_at`,
    [from, until],
  );
}

export async function countEvents(tx: Tx, { from, until }: Moments): Promise<number> {
  const [found] = await rows<{ events: number }>(
    tx,
    'SELECT COUNT(*) AS events FROM tracked_event WHERE happened_at >= ? AND happened_at < ?',
    [from, until],
  );
  return found?.events ?? 0;
}

/** The events of a part of a day, the first first. */
export function personEvents(
  tx: Tx,
  { from, until }: Moments,
  dayStart: Date,
): Promise<PersonEvent[]> {
  return rows<PersonEvent>(
    tx,
    `SELECT name, no AS personNo, TIMESTAMPDIFF(MICROSECOND, ?, happened_at) DIV 1000 AS ms
     FROM (SELECT ${WHO}, name, happened_at FROM tracked_event
       WHERE happened_at >= ? AND happened_at < ?) AS told
     JOIN tracked_person ON tracked_person.id = told.id AND tracked_person.kind = told.kind
     ORDER BY happened_at, no`,
    [dayStart, from, until],
  );
}

export async function deletePacks(tx: Tx, day: string): Promise<void> {
  await tx.query('DELETE FROM event_pack WHERE day = ?', [day]);
}

export interface EventPack {
  day: string;
  name: TrackedName;
  part: number;
  events: number;
  body: Buffer;
}

export async function insertPack(tx: Tx, pack: EventPack): Promise<void> {
  const { day, name, part, events, body } = pack;
  await tx.query('INSERT INTO event_pack (day, name, part, events, body) VALUES (?, ?, ?, ?, ?)', [
    ...[day, name, part, events, body],
  ]);
}

/** The packs of some days with some names. */
export function packsOf(
  db: Db,
  { fromDay, untilDay }: DayPeriod,
  names: readonly TrackedName[],
): Promise<Pick<EventPack, 'day' | 'name' | 'body'>[]> {
  return rows(
    db,
    `SELECT day, name, body FROM event_pack WHERE day >= ? AND day <= ? AND name IN (?)
     ORDER BY day, name, part`,
    [fromDay, untilDay, names],
  );
}

/** How many events of some names are packed in days of a period. */
export async function countPacked(
  db: Db,
  { fromDay, untilDay }: DayPeriod,
  names: readonly TrackedName[],
): Promise<number> {
  const [found] = await rows<{ events: number | null }>(
    db,
    `SELECT SUM(events) AS events FROM event_pack
     WHERE day >= ? AND day <= ? AND name IN (?)`,
    [fromDay, untilDay, names],
  );
  return found?.events ?? 0;
}
