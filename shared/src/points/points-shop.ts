import type { RefusalCode } from '../refusal.js';

/** What decides whether someone may have a coupon for points. */
export interface PointsShopFacts {
  points: number;
  stock: number;
  redeemed: number;
  perPersonMax: number;
}

/** Why it cannot be had for points now, or null. Button and server ask the same. */
export function refusalToRedeemPoints(
  { points, stock, redeemed, perPersonMax }: PointsShopFacts,
  { had, active }: { had: number; active: number },
): RefusalCode | null {
  if (redeemed >= stock) return 'COUPONS_GONE';
  if (had >= perPersonMax) return 'PURCHASE_LIMIT';
  return active < points ? 'POINTS_INSUFFICIENT' : null;
}
