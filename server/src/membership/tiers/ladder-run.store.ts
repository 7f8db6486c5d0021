import type { LadderRun } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { jsonColumn } from '../../catalog/json-column.js';
import { rows, type Tx } from '../../platform/transaction.js';
import type { MembershipRules } from '../rules/membership-rules.js';

type Db = Pick<EntityManager, 'query'>;

/** Rules on their way through all members, by id. */
export interface LadderRunRow {
  id: string;
  kind: LadderRun['kind'];
  state: LadderRun['state'];
  rules: MembershipRules;
  ladderVersion: number;
  /** The last member that was come to. */
  reached: string;
  membersDone: number;
  membersTotal: number;
  membersChanged: number;
  changes: LadderRun['changes'];
  createdAt: Date;
  finishedAt: Date | null;
}

const COLUMNS = `id, kind, state, rules, ladder_version AS ladderVersion, reached,
  members_done AS membersDone, members_total AS membersTotal, members_changed AS membersChanged,
  changes, created_at AS createdAt, finished_at AS finishedAt`;

export async function insertRun(tx: Tx, run: LadderRunRow): Promise<void> {
  await tx.query(
    `INSERT INTO ladder_run (id, kind, state, rules, ladder_version, members_total, changes,
       created_at) VALUES (?, ?, ?, ?, ?, ?, '[]', ?)`,
    [
      ...[run.id, run.kind, run.state, JSON.stringify(run.rules), run.ladderVersion],
      ...[run.membersTotal, run.createdAt],
    ],
  );
}

export function findRun(db: Db, id: string): Promise<LadderRunRow | null> {
  return runWhere(db, `id = ?`, id);
}

export function lockRun(tx: Tx, id: string): Promise<LadderRunRow | null> {
  return runWhere(tx, 'id = ? FOR UPDATE', id);
}

async function runWhere(db: Db, condition: string, id: string): Promise<LadderRunRow | null> {
  const sql = `SELECT ${COLUMNS} FROM ladder_run WHERE ${condition}`;
  const [found] = await rows<LadderRunRow & { rules: string; changes: string }>(db, sql, [id]);
  return found
    ? { ...found, rules: jsonColumn(found.rules), changes: jsonColumn(found.changes) }
    : null;
}

export async function saveRun(tx: Tx, run: LadderRunRow): Promise<void> {
  await tx.query(
    `UPDATE ladder_run SET state = ?, reached = ?, members_done = ?, members_changed = ?,
       changes = ?, finished_at = ? WHERE id = ?`,
    [
      ...[run.state, run.reached, run.membersDone, run.membersChanged],
      ...[JSON.stringify(run.changes), run.finishedAt, run.id],
    ],
  );
}
