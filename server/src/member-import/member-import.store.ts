import type { MemberImport, MemberImportReport } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';

export interface RunRow {
  id: string;
  dryRun: 0 | 1;
  state: MemberImport['state'];
  report: MemberImportReport | null;
  approvalId: string | null;
  createdAt: Date;
}

export async function insertRun(
  tx: Tx,
  {
    id,
    csv,
    dryRun,
    approvalId,
  }: Pick<RunRow, 'id' | 'approvalId'> & {
    csv: Buffer;
    dryRun: boolean;
  },
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO member_import (id, csv, dry_run, state, approval_id, created_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [id, csv, dryRun, approvalId === null ? 'waiting' : 'needs-approval', approvalId, now],
  );
}

export async function findRun(
  db: Pick<EntityManager, 'query'>,
  id: string,
): Promise<RunRow | null> {
  const [found] = await rows<Omit<RunRow, 'report'> & { report: string | null }>(
    db,
    `SELECT id, dry_run AS dryRun, state, CAST(report AS CHAR) AS report,
       approval_id AS approvalId, created_at AS createdAt
     FROM member_import WHERE id = ?`,
    [id],
  );
  if (!found) return null;
  const { report } = found;
  return { ...found, report: report === null ? null : (JSON.parse(report) as MemberImportReport) };
}

/** The file, as long as it is not worked off. */
export async function csvOf(db: Pick<EntityManager, 'query'>, id: string): Promise<Buffer | null> {
  const sql = 'SELECT csv FROM member_import WHERE id = ?';
  return (await rows<{ csv: Buffer | null }>(db, sql, [id]))[0]?.csv ?? null;
}

/** How far it is. The file is dropped once it is worked off: it is full of phone numbers. */
export async function saveRun(
  tx: Tx,
  id: string,
  state: MemberImport['state'],
  report: MemberImportReport | null,
): Promise<void> {
  const isOver = state === 'done' || state === 'rejected' || state === 'failed';
  await tx.query(
    `UPDATE member_import SET state = ?, report = COALESCE(?, report), csv = IF(?, NULL, csv)
     WHERE id = ?`,
    [state, report && JSON.stringify(report), isOver, id],
  );
}
