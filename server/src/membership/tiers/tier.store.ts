import type { Tx } from '../../platform/transaction.js';

/** What a member's row says of growth and tier. */
export interface TierRow {
  shopperId: string;
  tier: string;
  tierSince: Date;
  tierUntil: Date | null;
  reviewAt: Date | null;
  growth: number;
  ladderVersion: number;
}

/**
 * Writes what was derived, of all these members in one statement. They exist and are locked; whoever
 * comes to another tier may have this month's coupons of that.
 */
export async function updateTiers(tx: Tx, derived: readonly TierRow[]): Promise<void> {
  if (derived.length === 0) return;
  await tx.query(
    `INSERT INTO member (shopper_id, tier, tier_since, tier_until, review_at, growth,
       ladder_version, joined_at) VALUES ?
     ON DUPLICATE KEY UPDATE coupons_month = IF(tier = VALUES(tier), coupons_month, ''),
       tier = VALUES(tier), tier_since = VALUES(tier_since), tier_until = VALUES(tier_until),
       review_at = VALUES(review_at), growth = VALUES(growth),
       ladder_version = VALUES(ladder_version)`,
    [
      derived.map((one) => [
        ...[one.shopperId, one.tier, one.tierSince, one.tierUntil, one.reviewAt, one.growth],
        ...[one.ladderVersion, one.tierSince],
      ]),
    ],
  );
}

/** These members have been told that this period's end would lower them, or need not be. */
export async function setNoticed(tx: Tx, shopperIds: readonly string[]): Promise<void> {
  if (shopperIds.length === 0) return;
  await tx.query(
    'UPDATE member SET noticed_until = tier_until, review_at = tier_until WHERE shopper_id IN (?)',
    [shopperIds],
  );
}
