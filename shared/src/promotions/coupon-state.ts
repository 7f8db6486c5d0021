import { daysAfter } from '../beijing-time.js';
import type { Moves } from '../moves.js';
import type { RefusalCode } from '../refusal.js';
import type { CampaignPhase } from './schedule.js';

/**
 * The life of a coupon in hand: an order locks it, paying uses it, and it comes back when the
 * order closes unpaid or, by its campaign's `afterRefund`, when it is refunded whole before it was
 * sent. A coupon that is over is not moved: its end passes, whatever its state.
 */
export const COUPON_STATES = ['unused', 'locked', 'used', 'revoked'] as const;
export type CouponState = (typeof COUPON_STATES)[number];

/** Every legal move. An order paid after it closed uses its coupon again without locking it. */
export const COUPON_MOVES: Moves<CouponState> = {
  unused: ['locked', 'used', 'revoked'],
  locked: ['used', 'unused'],
  used: ['unused'],
  revoked: [],
};

export interface CouponFacts {
  state: CouponState;
  validFrom: Date;
  validUntil: Date;
}

/** Where its owner finds a coupon; what was revoked is no longer valid either. */
export const COUPON_TABS = ['usable', 'locked', 'used', 'expired'] as const;
export type CouponTab = (typeof COUPON_TABS)[number];

export function couponTab({ state, validUntil }: CouponFacts, now: Date): CouponTab {
  if (state === 'locked' || state === 'used') return state;
  return state === 'unused' && now < validUntil ? 'usable' : 'expired';
}

/** Why a coupon in hand cannot be used now, or null. Button and server ask the same. */
export function refusalToUseCoupon(coupon: CouponFacts, now: Date): RefusalCode | null {
  const isUsable = couponTab(coupon, now) === 'usable' && coupon.validFrom <= now;
  return isUsable ? null : 'COUPON_STATE';
}

/** How one comes by a coupon: from the coupon centre, by a printed code, or it is granted. */
export const CLAIM_WAYS = ['public', 'code', 'granted'] as const;
export type ClaimWay = (typeof CLAIM_WAYS)[number];

/** What decides whether someone may have a coupon of a campaign. */
export interface ClaimFacts {
  /** How it is asked for; what may be claimed or bought by code may be granted too. */
  by: ClaimWay;
  claim: ClaimWay;
  phase: CampaignPhase;
  /** The end of a fixed validity; null where it counts from the claim. */
  validUntil: Date | null;
  /** Why it is not for this person, or null; what is granted is for whomever it is granted to. */
  notMeant: RefusalCode | null;
  perPersonMax: number;
  /** Coupons of the campaign this person has had. */
  had: number;
  /** Coupons left of the stock. */
  left: number;
}

/** Why a coupon cannot be had now, or null. Button and server ask the same. */
export function refusalToClaimCoupon(facts: ClaimFacts, now: Date): RefusalCode | null {
  if (facts.by !== 'granted' && facts.by !== facts.claim) return 'CAMPAIGN_NOT_FOUND';
  const isOver = facts.validUntil !== null && facts.validUntil <= now;
  if (facts.phase !== 'live' || isOver) return 'CAMPAIGN_NOT_LIVE';
  if (facts.by !== 'granted' && facts.notMeant) return facts.notMeant;
  if (facts.had >= facts.perPersonMax) return 'PURCHASE_LIMIT';
  return facts.left <= 0 ? 'COUPONS_GONE' : null;
}

/** When coupons are valid: between two instants, or for 24-hour days from when each is claimed. */
export type Validity =
  { kind: 'fixed'; from: string; until: string } | { kind: 'relative'; days: number };

/** When a coupon claimed at `claimedAt` is valid. */
export function validityOf(
  validity: Validity,
  claimedAt: Date,
): Pick<CouponFacts, 'validFrom' | 'validUntil'> {
  return validity.kind === 'fixed'
    ? { validFrom: new Date(validity.from), validUntil: new Date(validity.until) }
    : { validFrom: claimedAt, validUntil: daysAfter(claimedAt, validity.days) };
}

/** What becomes of a used coupon when its order is refunded whole before it was sent (case 29). */
export type AfterRefund =
  { kind: 'stays-used' } | { kind: 'returns' } | { kind: 'returns-for'; days: number };

/**
 * Until when a coupon is valid once its order is refunded whole; null when it stays used. One that
 * merely returns keeps its end, though that has passed.
 */
export function validUntilAfterRefund(
  afterRefund: AfterRefund,
  validUntil: Date,
  now: Date,
): Date | null {
  if (afterRefund.kind === 'stays-used') return null;
  if (afterRefund.kind === 'returns') return validUntil;
  const atLeast = daysAfter(now, afterRefund.days);
  return atLeast > validUntil ? atLeast : validUntil;
}

/**
 * When its owner is reminded of a coupon's end: so many days before, or a day before where it was
 * not in hand that long; null where there is no day between.
 */
export function reminderAt(since: Date, validUntil: Date, daysBefore: number): Date | null {
  const [early, late] = [daysAfter(validUntil, -daysBefore), daysAfter(validUntil, -1)];
  if (early > since) return early;
  return late > since ? late : null;
}
