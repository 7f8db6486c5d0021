import type { CodeBatch, CouponCode } from '@siyu/shared';
import { printedCode } from '@siyu/shared';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import { where } from '../../platform/where.js';
import type { Db } from './coupon.store.js';

export interface BatchRow extends Omit<CodeBatch, 'createdAt' | 'revokedAt'> {
  createdAt: Date;
  revokedAt: Date | null;
}

const BATCH_COLUMNS = `id, campaign_id AS campaignId, codes, uses_per_code AS usesPerCode, printed,
  revoked_at AS revokedAt, created_at AS createdAt`;

export async function insertBatch(
  tx: Tx,
  batch: Pick<BatchRow, 'id' | 'campaignId' | 'codes' | 'usesPerCode' | 'createdAt'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO coupon_batch (id, campaign_id, codes, uses_per_code, created_at)
     VALUES (?, ?, ?, ?, ?)`,
    [batch.id, batch.campaignId, batch.codes, batch.usesPerCode, batch.createdAt],
  );
}

/** Batches, newest first, from the one before `cursor` on. */
export function batchesWhere(
  db: Db,
  of: { campaignId?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<BatchRow[]> {
  const { clause, parameters } = where([
    ['campaign_id = ?', of.campaignId],
    ['id < ?', of.cursor],
  ]);
  const sql = `SELECT ${BATCH_COLUMNS} FROM coupon_batch ${clause} ORDER BY id DESC LIMIT ?`;
  return rows<BatchRow>(db, sql, [...parameters, of.limit]);
}

export async function findBatch(db: Db, id: string): Promise<BatchRow | null> {
  const sql = `SELECT ${BATCH_COLUMNS} FROM coupon_batch WHERE id = ?`;
  return (await rows<BatchRow>(db, sql, [id]))[0] ?? null;
}

export async function lockBatch(tx: Tx, id: string): Promise<BatchRow | null> {
  const sql = `SELECT ${BATCH_COLUMNS} FROM coupon_batch WHERE id = ? FOR UPDATE`;
  return (await rows<BatchRow>(tx, sql, [id]))[0] ?? null;
}

export async function revokeBatch(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('UPDATE coupon_batch SET revoked_at = ? WHERE id = ?', [now, id]);
}

/** Adds those of the codes that nobody has drawn before to a locked batch; how many. */
export async function addCodes(
  tx: Tx,
  { id, usesPerCode }: Pick<BatchRow, 'id' | 'usesPerCode'>,
  codes: readonly string[],
): Promise<number> {
  const added = await affected(
    tx,
    'INSERT IGNORE INTO coupon_code (code, batch_id, uses_max) VALUES ?',
    [codes.map((code) => [code, id, usesPerCode])],
  );
  await tx.query('UPDATE coupon_batch SET printed = printed + ? WHERE id = ?', [added, id]);
  return added;
}

/** The codes of a batch, in their order, from the one after `cursor` on; as printed. */
export async function codesOf(
  db: Db,
  batchId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<(CouponCode & { key: string })[]> {
  const { clause, parameters } = where([
    ['batch_id = ?', batchId],
    ['code > ?', page.cursor],
  ]);
  const found = await rows<{ code: string; uses: number; usesMax: number }>(
    db,
    `SELECT code, uses, uses_max AS usesMax FROM coupon_code ${clause} ORDER BY code LIMIT ?`,
    [...parameters, page.limit],
  );
  return found.map((row) => ({ ...row, key: row.code, code: printedCode(row.code) }));
}

/** The campaign of a code that still has a use, or null. */
export async function campaignOfCode(db: Db, code: string): Promise<string | null> {
  const [found] = await rows<{ campaignId: string }>(
    db,
    `SELECT campaign_id AS campaignId FROM coupon_code
     JOIN coupon_batch ON coupon_batch.id = batch_id
     WHERE code = ? AND uses < uses_max AND revoked_at IS NULL`,
    [code],
  );
  return found?.campaignId ?? null;
}

/** Takes one use of a code; false when its last went meanwhile. */
export async function takeCode(tx: Tx, code: string): Promise<boolean> {
  const sql = 'UPDATE coupon_code SET uses = uses + 1 WHERE code = ? AND uses < uses_max';
  return (await affected(tx, sql, [code])) === 1;
}
