import {
  assertMove,
  DIFFERENCE_MOVES,
  type Difference,
  type DifferenceResolution,
  type DifferenceState,
  type Fen,
  type ReconciliationDifference,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { newId } from '../platform/new-id.js';
import { rows, type Tx } from '../platform/transaction.js';
import { where } from '../platform/where.js';

type Reader = Pick<EntityManager, 'query'>;
const AT_ONCE = 1_000;

/** A difference of a day as it stands. */
export interface KeptDifference {
  id: string;
  day: string;
  state: DifferenceState;
  resolution: DifferenceResolution | null;
  note: string | null;
}

/** Keeps what was found; what is there already stays as settled as it was, with its newest sides. */
export async function keepDifferences(
  tx: Tx,
  day: string,
  found: readonly Difference[],
  now: Date,
): Promise<void> {
  const all = found.map((one) => [
    ...[newId(now), day, one.subject, one.kind, one.cause, one.number, one.wechatNo],
    ...[one.oursFen, one.theirsFen, one.ours, one.theirs, 'open', now],
  ]);
  for (let at = 0; at < all.length; at += AT_ONCE) {
    await tx.query(
      `INSERT INTO reconciliation_difference (id, day, subject, kind, cause, number, wechat_no,
         ours_fen, theirs_fen, ours, theirs, state, found_at) VALUES ?
       ON DUPLICATE KEY UPDATE cause = VALUES(cause), ours_fen = VALUES(ours_fen),
         theirs_fen = VALUES(theirs_fen), ours = VALUES(ours), theirs = VALUES(theirs)`,
      [all.slice(at, at + AT_ONCE)],
    );
  }
}

/** All differences of a day, locked. */
export async function lockDifferences(
  tx: Tx,
  day: string,
): Promise<(KeptDifference & Pick<Difference, 'subject' | 'kind' | 'number' | 'wechatNo'>)[]> {
  return rows(
    tx,
    `SELECT id, day, state, resolution, note, subject, kind, number, wechat_no AS wechatNo
     FROM reconciliation_difference WHERE day = ? FOR UPDATE`,
    [day],
  );
}

export async function lockDifference(tx: Tx, id: string): Promise<KeptDifference | null> {
  const sql = `SELECT id, day, state, resolution, note FROM reconciliation_difference
    WHERE id = ? FOR UPDATE`;
  return (await rows<KeptDifference>(tx, sql, [id]))[0] ?? null;
}

export async function countOpen(tx: Tx, day: string): Promise<number> {
  const sql = `SELECT COUNT(*) AS open FROM reconciliation_difference
    WHERE day = ? AND state = 'open'`;
  return Number((await rows<{ open: string }>(tx, sql, [day]))[0]?.open ?? 0);
}

/** How, by whom and why; nobody where matching found it out. */
export interface Settlement {
  resolution: DifferenceResolution;
  note: string | null;
  settledBy: string | null;
}

/** Moves a locked difference: to settled with how, or back to open with why. */
export async function moveDifference(
  tx: Tx,
  { id, state }: Pick<KeptDifference, 'id' | 'state'>,
  to: DifferenceState,
  how: Settlement | { note: string | null },
  now: Date,
): Promise<void> {
  assertMove(DIFFERENCE_MOVES, state, to, `difference ${id}`);
  const settled = 'resolution' in how ? how : null;
  await tx.query(
    `UPDATE reconciliation_difference SET state = ?, resolution = ?, note = ?, settled_by = ?,
       settled_at = ? WHERE id = ?`,
    [
      ...[to, settled?.resolution ?? null, how.note, settled?.settledBy ?? null],
      ...[settled === null ? null : now, id],
    ],
  );
}

interface Row extends Omit<ReconciliationDifference, 'foundAt' | 'settledAt'> {
  oursFen: Fen | null;
  theirsFen: Fen | null;
  foundAt: Date;
  settledAt: Date | null;
}

export interface DifferenceFilter {
  id?: string | undefined;
  day?: string | undefined;
  state?: string | undefined;
  subject?: string | undefined;
  kind?: string | undefined;
  cursor?: string | undefined;
}

/** Differences that fit, the newest first, from the one before `cursor` on. */
export async function differencesBy(
  db: Reader,
  filter: DifferenceFilter,
  limit: number,
): Promise<ReconciliationDifference[]> {
  const { clause, parameters } = where([
    ['id = ?', filter.id],
    ['day = ?', filter.day],
    ['state = ?', filter.state],
    ['subject = ?', filter.subject],
    ['kind = ?', filter.kind],
    ['id < ?', filter.cursor],
  ]);
  const found = await rows<Row>(
    db,
    `SELECT id, day, subject, kind, cause, number, wechat_no AS wechatNo, ours_fen AS oursFen,
       theirs_fen AS theirsFen, ours, theirs, state, resolution, note, settled_by AS settledBy,
       found_at AS foundAt, settled_at AS settledAt
     FROM reconciliation_difference ${clause} ORDER BY id DESC LIMIT ?`,
    [...parameters, limit],
  );
  return found.map((row) => ({
    ...row,
    foundAt: row.foundAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  }));
}
