import type { CampaignInput, ClaimWay, CouponState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';

export type Db = Pick<EntityManager, 'query'>;
export type CouponInput = Extract<CampaignInput, { kind: 'coupon' }>;

export interface CouponRow {
  id: string;
  campaignId: string;
  shopperId: string;
  state: CouponState;
  source: ClaimWay;
  validFrom: Date;
  validUntil: Date;
  orderId: string | null;
  claimedAt: Date;
  usedAt: Date | null;
  returnedAt: Date | null;
}

export interface NewCoupon {
  id: string;
  campaignId: string;
  shopperId: string;
  nth: number;
  source: ClaimWay;
  grantKey: string | null;
  code: string | null;
  validFrom: Date;
  validUntil: Date;
  remindAt: Date | null;
  claimedAt: Date;
}

export const COUPON_COLUMNS = `coupon.id, coupon.campaign_id AS campaignId,
  coupon.shopper_id AS shopperId, coupon.state, source, valid_from AS validFrom,
  valid_until AS validUntil, order_id AS orderId, claimed_at AS claimedAt, used_at AS usedAt,
  returned_at AS returnedAt`;

export async function insertCoupon(tx: Tx, one: NewCoupon): Promise<void> {
  await tx.query(
    `INSERT INTO coupon (id, campaign_id, shopper_id, nth, state, source, grant_key, code,
       valid_from, valid_until, remind_at, claimed_at)
     VALUES (?, ?, ?, ?, 'unused', ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[one.id, one.campaignId, one.shopperId, one.nth, one.source, one.grantKey, one.code],
      ...[one.validFrom, one.validUntil, one.remindAt, one.claimedAt],
    ],
  );
}

/** What is left of a campaign's coupons, and how many this person has had. */
export async function countsFor(
  db: Db,
  campaignId: string,
  shopperId: string,
): Promise<{ left: number; had: number }> {
  const [found] = await rows<{ remaining: number; had: number }>(
    db,
    `SELECT stock - issued AS remaining, (SELECT COUNT(*) FROM coupon
       WHERE coupon.shopper_id = ? AND coupon.campaign_id = coupon_stock.campaign_id) AS had
     FROM coupon_stock WHERE campaign_id = ?`,
    [shopperId, campaignId],
  );
  return { left: found?.remaining ?? 0, had: found?.had ?? 0 };
}

/** Takes one from the stock; false when there is none. Its row is contended: call it last. */
export async function takeFromStock(tx: Tx, campaignId: string): Promise<boolean> {
  const took = await affected(
    tx,
    'UPDATE coupon_stock SET issued = issued + 1 WHERE campaign_id = ? AND issued < stock',
    [campaignId],
  );
  return took === 1;
}

/** Sets how many there are; false when more than that have been given out. */
export async function setStock(tx: Tx, campaignId: string, stock: number): Promise<boolean> {
  await tx.query('INSERT IGNORE INTO coupon_stock (campaign_id, stock) VALUES (?, ?)', [
    ...[campaignId, stock],
  ]);
  const sql = 'UPDATE coupon_stock SET stock = ? WHERE campaign_id = ? AND issued <= ?';
  return (await affected(tx, sql, [stock, campaignId, stock])) === 1;
}

/** Coupons given out of a campaign's stock, by campaign, with the stock. */
export async function stocksOf(
  db: Db,
  campaignIds: readonly string[],
): Promise<Map<string, { stock: number; issued: number }>> {
  if (campaignIds.length === 0) return new Map();
  const found = await rows<{ campaignId: string; stock: number; issued: number }>(
    db,
    `SELECT campaign_id AS campaignId, stock, issued FROM coupon_stock WHERE campaign_id IN (?)`,
    [campaignIds],
  );
  return new Map(found.map((row) => [row.campaignId, row]));
}

export async function couponOfGrant(
  tx: Tx,
  { campaignId, shopperId, key }: { campaignId: string; shopperId: string; key: string },
): Promise<string | null> {
  const [found] = await rows<{ id: string }>(
    tx,
    'SELECT id FROM coupon WHERE shopper_id = ? AND campaign_id = ? AND grant_key = ?',
    [shopperId, campaignId, key],
  );
  return found?.id ?? null;
}

/** A coupon that its owner could use, as a quote looks at it. */
export interface UsableRow {
  id: string;
  campaignId: string;
  validUntil: Date;
}

/** The first few usable coupons of each campaign, those soonest over first. */
export function usableCoupons(
  db: Db,
  of: { shopperId: string; campaignIds: readonly string[]; now: Date },
  limits: { each: number; all: number },
): Promise<UsableRow[]> {
  return rows<UsableRow>(
    db,
    `SELECT id, campaignId, validUntil FROM (
       SELECT id, campaign_id AS campaignId, valid_until AS validUntil,
         ROW_NUMBER() OVER (PARTITION BY campaign_id ORDER BY valid_until, id) AS place
       FROM coupon WHERE shopper_id = ? AND state = 'unused' AND valid_until > ?
         AND valid_from <= ? AND campaign_id IN (?)) AS usable
     WHERE place <= ? ORDER BY validUntil, id LIMIT ?`,
    [of.shopperId, of.now, of.now, of.campaignIds, limits.each, limits.all],
  );
}

/** The rule of a campaign as it stands, before an edit that is about to be written. */
export async function writtenInput(tx: Tx, campaignId: string): Promise<CouponInput | null> {
  const [found] = await rows<{ input: string | CouponInput }>(
    tx,
    `SELECT input FROM campaign JOIN coupon_stock ON campaign_id = campaign.id
     WHERE campaign.id = ? AND issued > 0`,
    [campaignId],
  );
  if (!found) return null;
  return typeof found.input === 'string' ? (JSON.parse(found.input) as CouponInput) : found.input;
}
