import type { OrderImport, OrderImportReport } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';

export interface RunRow {
  id: string;
  source: string;
  dryRun: 0 | 1;
  state: OrderImport['state'];
  report: OrderImportReport | null;
  createdAt: Date;
}

export async function insertRun(
  tx: Tx,
  { id, source, csv, dryRun }: Pick<RunRow, 'id' | 'source'> & { csv: Buffer; dryRun: boolean },
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO order_import (id, source, csv, dry_run, state, created_at)
     VALUES (?, ?, ?, ?, 'waiting', ?)`,
    [id, source, csv, dryRun, now],
  );
}

export async function findRun(
  db: Pick<EntityManager, 'query'>,
  id: string,
): Promise<RunRow | null> {
  const [found] = await rows<Omit<RunRow, 'report'> & { report: string | null }>(
    db,
    `SELECT id, source, dry_run AS dryRun, state, CAST(report AS CHAR) AS report,
       created_at AS createdAt
     FROM order_import WHERE id = ?`,
    [id],
  );
  if (!found) return null;
  const { report } = found;
  return { ...found, report: report === null ? null : (JSON.parse(report) as OrderImportReport) };
}

/** The file, as long as it is not worked off. */
export async function csvOf(db: Pick<EntityManager, 'query'>, id: string): Promise<Buffer | null> {
  const sql = 'SELECT csv FROM order_import WHERE id = ?';
  return (await rows<{ csv: Buffer | null }>(db, sql, [id]))[0]?.csv ?? null;
}

/** How far it is. The file is dropped once it is worked off: it may be full of phone numbers. */
export async function saveRun(
  tx: Tx,
  id: string,
  state: OrderImport['state'],
  report: OrderImportReport | null,
): Promise<void> {
  const isOver = state === 'done' || state === 'failed';
  await tx.query(
    `UPDATE order_import SET state = ?, report = COALESCE(?, report)
       ${isOver ? ', csv = NULL' : ''} WHERE id = ?`,
    [state, report && JSON.stringify(report), id],
  );
}
