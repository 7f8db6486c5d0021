import type {
  CampaignInput,
  CouponCounts,
  CouponStock,
  CouponTab,
  OpsCouponListQuery,
} from '@siyu/shared';
import { rows } from '../../platform/transaction.js';
import { where } from '../../platform/where.js';
import { COUPON_COLUMNS, type CouponRow, type Db } from './coupon.store.js';

export type CouponWithCampaign = CouponRow & { input: string | CampaignInput };

const JOINED = `SELECT ${COUPON_COLUMNS}, campaign.input
  FROM coupon JOIN campaign ON campaign.id = coupon.campaign_id`;
/** `?` is now. A revoked coupon is over too. */
const IN_TAB: Readonly<Record<CouponTab, string>> = {
  usable: "coupon.state = 'unused' AND valid_until > ?",
  locked: "coupon.state = 'locked' AND ? IS NOT NULL",
  used: "coupon.state = 'used' AND ? IS NOT NULL",
  expired: "(coupon.state = 'revoked' OR (coupon.state = 'unused' AND valid_until <= ?))",
};

/** A tab of a shopper's coupons: usable ones by their end, the rest newest first. */
export function couponsInTab(
  db: Db,
  of: { shopperId: string; tab: CouponTab; now: Date },
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<CouponWithCampaign[]> {
  const isUsable = of.tab === 'usable';
  const place = isUsable
    ? `(valid_until, coupon.id) > (SELECT valid_until, id FROM coupon WHERE id = ?)`
    : 'coupon.id < ?';
  const after = cursor === undefined ? '' : `AND ${place}`;
  const order = isUsable ? 'valid_until, coupon.id' : 'coupon.id DESC';
  return rows<CouponWithCampaign>(
    db,
    `${JOINED} WHERE shopper_id = ? AND ${IN_TAB[of.tab]} ${after} ORDER BY ${order} LIMIT ?`,
    [of.shopperId, of.now, ...(cursor === undefined ? [] : [cursor]), limit],
  );
}

export async function couponById(db: Db, id: string): Promise<CouponWithCampaign | null> {
  return (await rows<CouponWithCampaign>(db, `${JOINED} WHERE coupon.id = ?`, [id]))[0] ?? null;
}

/** How many of a shopper's coupons are in each tab. */
export async function countTabs(db: Db, shopperId: string, now: Date): Promise<CouponCounts> {
  const tabs = Object.entries(IN_TAB).map(
    ([tab, condition]) => `COALESCE(SUM(${condition}), 0) AS ${tab}`,
  );
  const [found] = await rows<CouponCounts>(
    db,
    `SELECT ${tabs.join(', ')} FROM coupon WHERE shopper_id = ?`,
    [...tabs.map(() => now), shopperId],
  );
  return found ?? { usable: 0, locked: 0, used: 0, expired: 0 };
}

/** How many coupons of these campaigns a shopper has had, by campaign. */
export async function hadOf(
  db: Db,
  shopperId: string,
  campaignIds: readonly string[],
): Promise<Map<string, number>> {
  if (campaignIds.length === 0) return new Map();
  const found = await rows<{ campaignId: string; had: number }>(
    db,
    `SELECT campaign_id AS campaignId, COUNT(*) AS had FROM coupon
     WHERE shopper_id = ? AND campaign_id IN (?) GROUP BY campaign_id`,
    [shopperId, campaignIds],
  );
  return new Map(found.map((row) => [row.campaignId, row.had]));
}

/** Coupons as an operator looks for them, newest first. */
export function couponsWhere(
  db: Db,
  query: OpsCouponListQuery & { limit: number },
): Promise<CouponRow[]> {
  const { clause, parameters } = where([
    ['campaign_id = ?', query.campaignId],
    ['shopper_id = ?', query.shopperId],
    ['state = ?', query.state],
    ['id < ?', query.cursor],
  ]);
  const sql = `SELECT ${COUPON_COLUMNS} FROM coupon ${clause} ORDER BY id DESC LIMIT ?`;
  return rows<CouponRow>(db, sql, [...parameters, query.limit]);
}

/** What a campaign has given out; null where it gives no coupons. */
export async function stockOf(db: Db, campaignId: string): Promise<CouponStock | null> {
  const states = ['unused', 'locked', 'used', 'revoked'].map(
    (state) => `COALESCE(SUM(coupon.state = '${state}'), 0) AS ${state}`,
  );
  const [found] = await rows<CouponStock>(
    db,
    `SELECT stock, issued, ${states.join(', ')} FROM coupon_stock
     LEFT JOIN coupon ON coupon.campaign_id = coupon_stock.campaign_id
     WHERE coupon_stock.campaign_id = ? GROUP BY stock, issued`,
    [campaignId],
  );
  return found ?? null;
}
