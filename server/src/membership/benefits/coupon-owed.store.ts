import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

/** A coupon of a benefit whose campaign was not live when it was due. */
export interface OwedCoupon {
  shopperId: string;
  campaignId: string;
  /** As the benefit names it: `tier-2026-11`. */
  grantKey: string;
  /** After that it is owed no more. */
  owedUntil: Date;
}

export async function insertOwed(tx: Tx, owed: OwedCoupon): Promise<void> {
  const { shopperId, campaignId, grantKey, owedUntil } = owed;
  const sql = 'INSERT IGNORE INTO coupon_owed VALUES (?, ?, ?, ?)';
  await tx.query(sql, [campaignId, shopperId, grantKey, owedUntil]);
}

/** The campaigns of which something is owed at `now`, with how much. */
export function campaignsOwed(
  db: Pick<EntityManager, 'query'>,
  now: Date,
): Promise<{ campaignId: string; owed: number }[]> {
  return rows<{ campaignId: string; owed: number }>(
    db,
    `SELECT campaign_id AS campaignId, COUNT(*) AS owed FROM coupon_owed
     WHERE owed_until > ? GROUP BY campaign_id`,
    [now],
  );
}

/** Some of what is owed of a campaign; locked, what others hold left out. */
export function lockOwed(
  tx: Tx,
  campaignId: string,
  now: Date,
  limit: number,
): Promise<OwedCoupon[]> {
  return rows<OwedCoupon>(
    tx,
    `SELECT shopper_id AS shopperId, campaign_id AS campaignId, grant_key AS grantKey,
       owed_until AS owedUntil
     FROM coupon_owed WHERE campaign_id = ? AND owed_until > ? LIMIT ? FOR UPDATE SKIP LOCKED`,
    [campaignId, now, limit],
  );
}

export async function deleteOwed(tx: Tx, owed: readonly OwedCoupon[]): Promise<void> {
  if (owed.length === 0) return;
  const keys = owed.map((one) => [one.campaignId, one.shopperId, one.grantKey]);
  await tx.query('DELETE FROM coupon_owed WHERE (campaign_id, shopper_id, grant_key) IN (?)', [
    keys,
  ]);
}

/** Those of one shopper under keys that begin like this, which holds no wildcard. */
export async function deleteOwedOf(tx: Tx, shopperId: string, keysOf: string): Promise<void> {
  const sql = 'DELETE FROM coupon_owed WHERE shopper_id = ? AND grant_key LIKE ?';
  await tx.query(sql, [shopperId, `${keysOf}%`]);
}

/** What is owed no more; a few at a time. */
export async function deleteLapsedOwed(tx: Tx, now: Date, limit: number): Promise<void> {
  await tx.query('DELETE FROM coupon_owed WHERE owed_until <= ? LIMIT ?', [now, limit]);
}
