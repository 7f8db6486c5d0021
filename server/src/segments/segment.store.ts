import type { SegmentInput, SegmentRule } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';
import { where, type Condition } from '../platform/where.js';

type Db = Pick<EntityManager, 'query'>;

export interface SegmentRow {
  id: string;
  version: number;
  input: SegmentInput;
  /** How often the rule has been asked. */
  run: number;
  refreshedAt: Date | null;
  /** When the rule is to be asked next; null of a tag. */
  dueAt: Date | null;
  createdAt: Date;
}

type Row = Omit<SegmentRow, 'input'> & {
  kind: SegmentInput['kind'];
  name: string;
  rule: string | SegmentRule | null;
};

const SELECT = `SELECT id, version, kind, name, rule, run, refreshed_at AS refreshedAt,
  due_at AS dueAt, created_at AS createdAt FROM segment`;

/** A page of them, the newest first. */
export async function segmentsWhere(
  db: Db,
  conditions: readonly Condition[],
  limit: number,
): Promise<SegmentRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `${SELECT} ${clause} ORDER BY id DESC LIMIT ?`;
  return (await rows<Row>(db, sql, [...parameters, limit])).map(rowOf);
}

export async function lockSegment(tx: Tx, id: string): Promise<SegmentRow | null> {
  const [found] = await rows<Row>(tx, `${SELECT} WHERE id = ? FOR UPDATE`, [id]);
  return found ? rowOf(found) : null;
}

export async function insertSegment(
  tx: Tx,
  { id, input }: Pick<SegmentRow, 'id' | 'input'>,
  now: Date,
): Promise<void> {
  await tx.query('INSERT INTO segment (id, kind, name, rule, due_at, created_at) VALUES (?)', [
    [id, input.kind, input.name, textOf(input), input.kind === 'rule' ? now : null, now],
  ]);
}

/** Rewrites a segment; its rule is asked anew at once. */
export async function updateSegment(
  tx: Tx,
  { id, input }: Pick<SegmentRow, 'id' | 'input'>,
  now: Date,
): Promise<void> {
  await tx.query(
    'UPDATE segment SET version = version + 1, name = ?, rule = ?, due_at = ? WHERE id = ?',
    [input.name, textOf(input), input.kind === 'rule' ? now : null, id],
  );
}

export async function noteRefreshed(
  tx: Tx,
  { id, run }: Pick<SegmentRow, 'id' | 'run'>,
  { refreshedAt, dueAt }: { refreshedAt: Date; dueAt: Date },
): Promise<void> {
  const sql = 'UPDATE segment SET run = ?, refreshed_at = ?, due_at = ? WHERE id = ?';
  await tx.query(sql, [run, refreshedAt, dueAt, id]);
}

/** Those whose rule is to be asked by now, the longest due first. */
export function dueSegments(
  db: Db,
  now: Date,
  after: { id: string; dueAt: Date },
  limit: number,
): Promise<{ id: string; dueAt: Date }[]> {
  return rows(
    db,
    `SELECT id, due_at AS dueAt FROM segment WHERE due_at <= ? AND (due_at, id) > (?, ?)
     ORDER BY due_at, id LIMIT ?`,
    [now, after.dueAt, after.id, limit],
  );
}

export async function deleteSegment(tx: Tx, id: string): Promise<boolean> {
  await tx.query('DELETE FROM segment_member WHERE segment_id = ?', [id]);
  return (await affected(tx, 'DELETE FROM segment WHERE id = ?', [id])) === 1;
}

/** Those of these ids that exist. */
export async function knownSegments(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const sql = 'SELECT id FROM segment WHERE id IN (?)';
  return new Set((await rows<{ id: string }>(db, sql, [ids])).map(({ id }) => id));
}

function textOf(input: SegmentInput): string | null {
  return input.kind === 'rule' ? JSON.stringify(input.rule) : null;
}

function rowOf({ kind, name, rule, ...row }: Row): SegmentRow {
  if (kind === 'tag' || rule === null) return { ...row, input: { kind: 'tag', name } };
  const parsed = (typeof rule === 'string' ? JSON.parse(rule) : rule) as SegmentRule;
  return { ...row, input: { kind, name, rule: parsed } };
}
