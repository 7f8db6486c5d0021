import { assert } from '../assert.js';
import { fen, type Fen } from '../money.js';

/** How points pay. */
export interface RedeemRules {
  /** Points that pay one yuan. */
  pointsPerYuan: number;
  /** The share of the goods they may pay. */
  capBps: number;
  /** Fewer than these are not taken. */
  pointsMin: number;
}

export interface Redemption {
  points: number;
  /** What they pay. */
  amountFen: Fen;
}

const NOTHING: Redemption = { points: 0, amountFen: fen(0) };

/**
 * The most that points may pay of goods, and the points it takes: what is at hand, up to the capped
 * share, freight never. Nothing when that is fewer points than the least.
 */
export function redemptionMax(goodsFen: Fen, available: number, rules: RedeemRules): Redemption {
  if (available <= 0) return NOTHING;
  const cappedFen = times(goodsFen, rules.capBps, 10_000);
  const affordableFen = times(available, 100, rules.pointsPerYuan);
  const amountFen = fen(Math.min(cappedFen, affordableFen));
  const points = pointsFor(amountFen, rules);
  return amountFen === 0 || points < rules.pointsMin ? NOTHING : { points, amountFen };
}

/** The points that paying so much takes. A fraction of one is a whole one. */
export function pointsFor(amountFen: Fen, { pointsPerYuan }: RedeemRules): number {
  return Math.ceil((amountFen * pointsPerYuan) / 100);
}

/** What was paid by points, and how much of it went back so far. */
export interface PaidByPoints extends Redemption {
  backFen: Fen;
  backPoints: number;
}

/**
 * The points that go back with so much more of what they paid. Cumulative: the last fen brings the
 * last point, whatever the parts before it.
 */
export function pointsGivenBack(paid: PaidByPoints, moreFen: Fen): number {
  const upToFen = paid.backFen + moreFen;
  assert(moreFen > 0 && upToFen <= paid.amountFen, `${upToFen} of ${paid.amountFen} fen back`);
  return times(paid.points, upToFen, paid.amountFen) - paid.backPoints;
}

/** ⌊amount × part ÷ whole⌋ without losing precision above 2^53. */
function times(amount: number, part: number, whole: number): number {
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
}
