import type { PersonalExport } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

export interface ExportRow {
  id: string;
  shopperId: string;
  state: PersonalExport['state'];
  sizeBytes: number | null;
  requestedAt: Date;
  expiresAt: Date | null;
}

const COLUMNS = `id, shopper_id AS shopperId, state, size_bytes AS sizeBytes,
  requested_at AS requestedAt, expires_at AS expiresAt`;

export async function latestExport(db: Reader, shopperId: string): Promise<ExportRow | null> {
  const sql = `SELECT ${COLUMNS} FROM personal_export WHERE shopper_id = ? ORDER BY id DESC LIMIT 1`;
  return (await rows<ExportRow>(db, sql, [shopperId]))[0] ?? null;
}

export async function findExport(db: Reader, id: string): Promise<ExportRow | null> {
  const sql = `SELECT ${COLUMNS} FROM personal_export WHERE id = ?`;
  return (await rows<ExportRow>(db, sql, [id]))[0] ?? null;
}

export async function insertExport(
  tx: Tx,
  { id, shopperId }: { id: string; shopperId: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO personal_export (id, shopper_id, state, requested_at) VALUES (?, ?, 'waiting', ?)`,
    [id, shopperId, now],
  );
}

/** Puts the file in, unless the account was deleted meanwhile. */
export async function fillExport(
  tx: Tx,
  id: string,
  { file, sizeBytes, expiresAt }: { file: Buffer; sizeBytes: number; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `UPDATE personal_export SET state = 'ready', file = ?, size_bytes = ?, expires_at = ?
     WHERE id = ?`,
    [file, sizeBytes, expiresAt, id],
  );
}

/** Notes that one could not be made; it may be asked for again once this is gone. */
export async function failExport(tx: Tx, id: string, expiresAt: Date): Promise<void> {
  const sql = `UPDATE personal_export SET state = 'failed', expires_at = ? WHERE id = ?`;
  await tx.query(sql, [expiresAt, id]);
}

/** The file, as long as it may be had. */
export async function fileOf(db: Reader, id: string, now: Date): Promise<Buffer | null> {
  const sql = 'SELECT file FROM personal_export WHERE id = ? AND expires_at > ?';
  return (await rows<{ file: Buffer | null }>(db, sql, [id, now]))[0]?.file ?? null;
}

/** Deletes files whose time is over; how many. */
export function deleteExportsBefore(tx: Tx, now: Date, limit: number): Promise<number> {
  return affected(tx, `DELETE FROM personal_export WHERE expires_at <= ? LIMIT ${limit}`, [now]);
}
