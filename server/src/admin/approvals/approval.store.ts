import { APPROVAL_MOVES, assertMove, type Approval, type ApprovalState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';
import { where, type Condition } from '../../platform/where.js';

interface Row extends Omit<Approval, 'input' | 'askedAt' | 'decidedAt'> {
  input: string | Record<string, unknown>;
  askedAt: Date;
  decidedAt: Date | null;
}

const COLUMNS = `id, kind, subject_id AS subjectId, input, reason, state, asked_by AS askedBy,
  asked_at AS askedAt, decided_by AS decidedBy, decided_at AS decidedAt`;

export async function insertApproval(
  tx: Tx,
  one: Pick<Approval, 'id' | 'kind' | 'subjectId' | 'input' | 'reason' | 'askedBy'>,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO approval (id, kind, subject_id, input, reason, state, asked_by, asked_at)
     VALUES (?)`,
    [
      [
        ...[one.id, one.kind, one.subjectId, JSON.stringify(one.input), one.reason],
        ...['pending' satisfies ApprovalState, one.askedBy, now],
      ],
    ],
  );
}

export async function lockApproval(tx: Tx, id: string): Promise<Approval | null> {
  const sql = `SELECT ${COLUMNS} FROM approval WHERE id = ? FOR UPDATE`;
  const [found] = await rows<Row>(tx, sql, [id]);
  return found ? typed(found) : null;
}

/** Those that fit, newest first. */
export async function approvalsWhere(
  db: Pick<EntityManager, 'query'>,
  conditions: readonly Condition[],
  limit: number,
): Promise<Approval[]> {
  const { clause, parameters } = where(conditions);
  const sql = `SELECT ${COLUMNS} FROM approval ${clause} ORDER BY id DESC LIMIT ?`;
  return (await rows<Row>(db, sql, [...parameters, limit])).map(typed);
}

/** Decides one that is locked. An illegal move is a bug, the caller has asked the state before. */
export async function moveApproval(
  tx: Tx,
  { id, state }: Approval,
  to: ApprovalState,
  decided: { by: string; at: Date },
): Promise<void> {
  assertMove(APPROVAL_MOVES, state, to, `approval ${id}`);
  await tx.query('UPDATE approval SET state = ?, decided_by = ?, decided_at = ? WHERE id = ?', [
    ...[to, decided.by, decided.at, id],
  ]);
}

function typed(row: Row): Approval {
  return {
    ...row,
    input: typeof row.input === 'string' ? JSON.parse(row.input) : row.input,
    askedAt: row.askedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}
