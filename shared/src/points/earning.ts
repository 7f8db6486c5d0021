import { assert } from '../assert.js';
import type { Fen } from '../money.js';

/** By what a purchase gives points; kept with the purchase, so that a later rule changes nothing. */
export interface EarnRate {
  pointsPerYuan: number;
  /** 20,000 doubles. */
  multiplierBps: number;
}

const FEN_PER_YUAN = 100n;
const BPS = 10_000n;

/** The points that so much paid and kept gives: whole ones, rounded down. */
export function earnedPoints(keptFen: Fen, { pointsPerYuan, multiplierBps }: EarnRate): number {
  assert(keptFen >= 0, `kept less than nothing: ${keptFen}`);
  const worth = BigInt(keptFen) * BigInt(pointsPerYuan) * BigInt(multiplierBps);
  return Number(worth / (FEN_PER_YUAN * BPS));
}

export interface GivenPoints extends EarnRate {
  given: number;
  takenBack: number;
  /** Of those given, what was never spent in time: the shopper has had nothing of it. */
  expired: number;
}

/**
 * What is to be taken back of a purchase's points now that so much is left of it. Cumulative: in
 * whatever parts money goes back, what is kept in the end is what the rest would have given.
 */
export function pointsToTakeBack(leftFen: Fen, facts: GivenPoints): number {
  const undeserved = facts.given - earnedPoints(leftFen, facts);
  return Math.max(0, undeserved - facts.takenBack - facts.expired);
}

export interface MultiplierDay {
  /** A Beijing day, `YYYY-MM-DD`. */
  day: string;
  multiplierBps: number;
}

/** The better of a member's multiplier and the day's: two of them never multiply. */
export function multiplierOn(
  day: string,
  memberBps: number,
  days: readonly MultiplierDay[],
): number {
  const ofDay = days.filter((one) => one.day === day).map((one) => one.multiplierBps);
  return Math.max(memberBps, ...ofDay);
}
