import type { ActivationCode } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { PrintedBatch } from '../../../platform/printed-codes.js';
import { affected, rows, type Tx } from '../../../platform/transaction.js';
import { where, type Condition } from '../../../platform/where.js';

type Db = Pick<EntityManager, 'query'>;

export interface ActivationBatchRow extends PrintedBatch {
  planId: string;
  planVersion: number;
  planName: string;
  note: string;
  used: number;
  validUntil: Date;
  createdAt: Date;
}

const SELECT_BATCH = `SELECT batch.id, batch.plan_id AS planId, batch.plan_version AS planVersion,
    (SELECT JSON_VALUE(input, '$.name') FROM paid_plan_version AS kept
      WHERE kept.plan_id = batch.plan_id AND kept.version = batch.plan_version) AS planName,
    batch.codes, batch.printed, batch.note, batch.valid_until AS validUntil,
    (SELECT COUNT(*) FROM activation_code AS code
      WHERE code.batch_id = batch.id AND code.used_at IS NOT NULL) AS used,
    batch.revoked_at AS revokedAt, batch.created_at AS createdAt
  FROM activation_batch AS batch`;

export async function insertActivationBatch(
  tx: Tx,
  batch: Omit<ActivationBatchRow, 'planName' | 'printed' | 'used' | 'revokedAt'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO activation_batch (id, plan_id, plan_version, codes, note, valid_until, created_at)
     VALUES (?)`,
    [
      [
        ...[batch.id, batch.planId, batch.planVersion, batch.codes, batch.note],
        ...[batch.validUntil, batch.createdAt],
      ],
    ],
  );
}

/** Batches that fit, newest first. */
export function activationBatchesWhere(
  db: Db,
  conditions: readonly Condition[],
  limit: number,
): Promise<ActivationBatchRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `${SELECT_BATCH} ${clause} ORDER BY batch.id DESC LIMIT ?`;
  return rows<ActivationBatchRow>(db, sql, [...parameters, limit]);
}

export async function lockActivationBatch(tx: Tx, id: string): Promise<ActivationBatchRow | null> {
  await tx.query('SELECT id FROM activation_batch WHERE id = ? FOR UPDATE', [id]);
  return (await activationBatchesWhere(tx, [['batch.id = ?', id]], 1))[0] ?? null;
}

export async function revokeActivationBatch(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('UPDATE activation_batch SET revoked_at = ? WHERE id = ?', [now, id]);
}

/** Adds those of the codes that nobody has drawn before to a locked batch. */
export async function addActivationCodes(
  tx: Tx,
  { id }: Pick<ActivationBatchRow, 'id'>,
  codes: readonly string[],
): Promise<void> {
  const sql = 'INSERT IGNORE INTO activation_code (code, batch_id) VALUES ?';
  const added = await affected(tx, sql, [codes.map((code) => [code, id])]);
  await tx.query('UPDATE activation_batch SET printed = printed + ? WHERE id = ?', [added, id]);
}

/** A code with its batch, and who used it. */
export interface ActivationCodeRow extends ActivationCode {
  code: string;
  planId: string;
  planVersion: number;
  shopperId: string | null;
}

const SELECT_CODE = `SELECT code.code, code.used_at AS usedAt, batch.revoked_at AS revokedAt,
    batch.valid_until AS validUntil, batch.plan_id AS planId, batch.plan_version AS planVersion,
    (SELECT term.shopper_id FROM paid_term AS term
      WHERE term.source = 'code' AND term.source_id = code.code) AS shopperId
  FROM activation_code AS code JOIN activation_batch AS batch ON batch.id = code.batch_id`;

/** The codes of a batch, in their order, from the one after `cursor` on. */
export function activationCodesOf(
  db: Db,
  batchId: string,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): Promise<ActivationCodeRow[]> {
  const { clause, parameters } = where([
    ['code.batch_id = ?', batchId],
    ['code.code > ?', cursor],
  ]);
  const sql = `${SELECT_CODE} ${clause} ORDER BY code.code LIMIT ?`;
  return rows<ActivationCodeRow>(db, sql, [...parameters, limit]);
}

/** A code and its batch, which nobody revokes meanwhile. */
export async function lockActivationCode(tx: Tx, code: string): Promise<ActivationCodeRow | null> {
  const sql = `${SELECT_CODE} WHERE code.code = ? FOR UPDATE`;
  return (await rows<ActivationCodeRow>(tx, sql, [code]))[0] ?? null;
}

/** A locked code that was unused is used. */
export async function useActivationCode(tx: Tx, code: string, now: Date): Promise<void> {
  const sql = 'UPDATE activation_code SET used_at = ? WHERE code = ? AND used_at IS NULL';
  await tx.query(sql, [now, code]);
}
