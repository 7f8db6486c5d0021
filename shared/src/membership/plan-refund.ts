import { daysAfter } from '../beijing-time.js';
import { allocate, fen, type Fen } from '../money.js';

/** Within so many days of paying, and before anything was used, all of it goes back. */
export const PLAN_FULL_REFUND_DAYS = 7;

const DAY_MS = 86_400_000;

/** Whose reason it is: the member’s, or the shop’s (it closes, or cannot give what it promised). */
export const PLAN_REFUND_CAUSES = ['shopper', 'shop'] as const;
export type PlanRefundCause = (typeof PLAN_REFUND_CAUSES)[number];

export interface PlanRefundFacts {
  paidFen: Fen;
  paidAt: Date;
  beginsAt: Date;
  endsAt: Date;
  /** What prices and freight of the term took off orders, less what went back of them. */
  savedFen: Fen;
  /** What coupons of the term took off orders. */
  couponsFen: Fen;
}

export interface PlanRefund {
  /** Days of the term, the one that has begun counting as unused. */
  totalDays: number;
  unusedDays: number;
  /** What was paid for the unused days. */
  unusedFen: Fen;
  /** What of it is withheld, because benefits have given as much. */
  benefitsFen: Fen;
  amountFen: Fen;
  /** Whether all goes back, because nothing was used and it is early enough. */
  isWhole: boolean;
}

/**
 * What giving a term back returns: the unused days, less what its benefits gave (case 45). Nothing
 * is counted against a member where the reason is the shop’s, and no day either before first use
 * within seven days, or before the term begins.
 */
export function planRefund(facts: PlanRefundFacts, cause: PlanRefundCause, now: Date): PlanRefund {
  const { paidFen, paidAt, beginsAt, endsAt } = facts;
  const totalDays = daysBetween(beginsAt, endsAt);
  const usedFen = facts.savedFen + facts.couponsFen;
  const isEarly = now < beginsAt || now <= daysAfter(paidAt, PLAN_FULL_REFUND_DAYS);
  if (isEarly && usedFen === 0) {
    return wholeRefund(paidFen, totalDays);
  }
  const unusedDays = Math.min(totalDays, daysBetween(now, endsAt));
  const [unusedFen = fen(0)] = allocate(paidFen, [unusedDays, totalDays - unusedDays]);
  const benefitsFen = fen(cause === 'shop' ? 0 : Math.min(unusedFen, usedFen));
  const amountFen = fen(unusedFen - benefitsFen);
  return { totalDays, unusedDays, unusedFen, benefitsFen, amountFen, isWhole: false };
}

/** What a plan returns that gave nothing, and no day of which has begun to count. */
export function wholeRefund(paidFen: Fen, totalDays: number): PlanRefund {
  const whole = { unusedDays: totalDays, unusedFen: paidFen, amountFen: paidFen };
  return { totalDays, ...whole, benefitsFen: fen(0), isWhole: true };
}

/** Whole days from one instant to another, a begun one among them; 0 where it is over. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.ceil((to.getTime() - from.getTime()) / DAY_MS));
}
