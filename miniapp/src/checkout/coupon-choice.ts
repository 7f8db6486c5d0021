import { sumFen, type Fen, type QuoteAnswer } from '@siyu/shared';
import type { Verdict } from '@/promotions/verdict-text';

/** Which coupons a purchase is to use: null for the best, none for an empty list. */
export type CouponChoice = readonly string[] | null;

/** A verdict on a coupon in hand. */
export type CouponVerdict = Verdict & { couponId: string };

/** The coupons of a quote as the shopper meets them. */
export interface CouponsOfQuote {
  applied: CouponVerdict[];
  /** Not applied, but to be had in the place of what is. */
  usable: CouponVerdict[];
  unusable: CouponVerdict[];
  savedFen: Fen;
}

/** These stand back for another choice; every other reason lies in the coupon or the cart. */
const GIVES_WAY: readonly Verdict['reason'][] = [
  'another-is-better',
  'not-chosen',
  'not-combinable',
];

export function couponsOf({ offers }: Pick<QuoteAnswer, 'offers'>): CouponsOfQuote {
  const coupons = offers.filter((one): one is CouponVerdict => one.couponId !== null);
  const applied = coupons.filter((one) => one.applied);
  const rest = coupons.filter((one) => !one.applied);
  return {
    applied,
    usable: rest.filter(({ reason }) => GIVES_WAY.includes(reason)),
    unusable: rest.filter(({ reason }) => !GIVES_WAY.includes(reason)),
    savedFen: sumFen(applied.map(({ savedFen }) => savedFen)),
  };
}
