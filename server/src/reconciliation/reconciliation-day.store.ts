import {
  assertMove,
  RECONCILIATION_MOVES,
  type BillTotals,
  type ReconciliationDay,
  type ReconciliationState,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';
import { where } from '../platform/where.js';

type Reader = Pick<EntityManager, 'query'>;
const ERROR_LENGTH_MAX = 500;

/** Days that wait for their bills; those already there stay as they are. */
export async function addDays(tx: Tx, days: readonly string[]): Promise<void> {
  if (days.length === 0) return;
  await tx.query('INSERT IGNORE INTO reconciliation_day (day, state) VALUES ?', [
    days.map((day) => [day, 'waiting']),
  ]);
}

/** The last day that is there, or null. */
export async function lastDay(db: Reader): Promise<string | null> {
  const sql = 'SELECT MAX(day) AS day FROM reconciliation_day';
  return (await rows<{ day: string | null }>(db, sql))[0]?.day ?? null;
}

/** Days from this one on that are not closed, the first one first. */
export async function daysNotClosed(db: Reader, fromDay: string): Promise<string[]> {
  const found = await rows<{ day: string }>(
    db,
    `SELECT day FROM reconciliation_day WHERE state <> 'closed' AND day >= ? ORDER BY day`,
    [fromDay],
  );
  return found.map(({ day }) => day);
}

/** Locks a day and tells its state; null where it is not there. */
export async function lockDay(tx: Tx, day: string): Promise<ReconciliationState | null> {
  const sql = 'SELECT state FROM reconciliation_day WHERE day = ? FOR UPDATE';
  return (await rows<{ state: ReconciliationState }>(tx, sql, [day]))[0]?.state ?? null;
}

/** Notes what the bills of a locked day say in all. */
export async function noteFetched(
  tx: Tx,
  day: string,
  totals: BillTotals,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE reconciliation_day SET totals = ?, fetched_at = ?, last_error = NULL WHERE day = ?`,
    [JSON.stringify(totals), now, day],
  );
}

/** Notes why the bills of a day could not be had. */
export async function noteDayError(tx: Tx, day: string, error: string): Promise<void> {
  await tx.query('UPDATE reconciliation_day SET last_error = ? WHERE day = ?', [
    error.slice(0, ERROR_LENGTH_MAX),
    day,
  ]);
}

/** Moves a locked day on. */
export async function moveDay(
  tx: Tx,
  { day, from }: { day: string; from: ReconciliationState },
  to: ReconciliationState,
  now: Date,
): Promise<void> {
  assertMove(RECONCILIATION_MOVES, from, to, `reconciliation of ${day}`);
  await tx.query('UPDATE reconciliation_day SET state = ?, closed_at = ? WHERE day = ?', [
    ...[to, to === 'closed' ? now : null, day],
  ]);
}

interface Row {
  day: string;
  state: ReconciliationState;
  totals: string | BillTotals | null;
  lastError: string | null;
  fetchedAt: Date | null;
  closedAt: Date | null;
  open: string;
  settled: string;
}

/** Days that fit, the newest first, from the one before `cursor` on. */
export async function daysBy(
  db: Reader,
  filter: { state?: string | undefined; day?: string | undefined; cursor?: string | undefined },
  limit: number,
): Promise<ReconciliationDay[]> {
  const { clause, parameters } = where([
    ['state = ?', filter.state],
    ['day = ?', filter.day],
    ['day < ?', filter.cursor],
  ]);
  const count = (state: string) =>
    `(SELECT COUNT(*) FROM reconciliation_difference difference
      WHERE difference.day = reconciliation_day.day AND difference.state = '${state}')`;
  const found = await rows<Row>(
    db,
    `SELECT day, state, CAST(totals AS CHAR) AS totals, last_error AS lastError,
       fetched_at AS fetchedAt, closed_at AS closedAt,
       ${count('open')} AS open, ${count('settled')} AS settled
     FROM reconciliation_day ${clause} ORDER BY day DESC LIMIT ?`,
    [...parameters, limit],
  );
  return found.map(({ totals, open, settled, fetchedAt, closedAt, ...day }) => ({
    ...day,
    totals: typeof totals === 'string' ? (JSON.parse(totals) as BillTotals) : totals,
    differences: { open: Number(open), settled: Number(settled) },
    fetchedAt: fetchedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  }));
}
