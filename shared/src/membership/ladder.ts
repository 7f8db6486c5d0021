import { daysAfter, monthsAfter } from '../beijing-time.js';
import { growthTally, type GrowthAt, type GrowthTally } from './growth-tally.js';

/** One step of the ladder. */
export interface Tier {
  /** Stays the same when the tier is renamed. */
  id: string;
  name: string;
  /** Growth from which it is reached; 0 for the lowest. */
  threshold: number;
  /** Growth with which it is kept when its validity ends; never more than `threshold`. */
  keepThreshold: number;
}

/** By what growth decides the tier. Months are of the calendar, in Beijing. */
export interface Ladder {
  /** The lowest first. */
  tiers: readonly Tier[];
  /** How long a tier is held before it is reviewed. */
  validityMonths: number;
  /** How long growth counts. */
  windowMonths: number;
  /** Steps that one review may lower at most. */
  maxStepsDown: number;
  /** Days before a review at which a member is told that it would lower them. */
  noticeDays: number;
}

/** A tier and how long it is held. */
export interface TierPeriod {
  /** Its place on the ladder. */
  step: number;
  since: Date;
  /** When it is reviewed; null for the lowest, which nobody falls from. */
  until: Date | null;
}

/**
 * The tier that these events make at `now`, a pure fold of all of them (ADR 0018). Growth of the
 * last `windowMonths` decides: up at once when some is given, to the highest step reached; when a
 * tier's validity ends it is kept or lowered, and a new period begins. Events of one instant count
 * together, so that what was taken back has never lifted anybody.
 */
export function tierAt(
  events: readonly GrowthAt[],
  ladder: Ladder,
  joinedAt: Date,
  now: Date,
): TierPeriod {
  const tally = growthTally(events, ladder.windowMonths);
  let period: TierPeriod = { step: 0, since: joinedAt, until: null };
  for (const at of tally.gains) {
    if (at > now) break;
    period = lifted(reviewedBy(period, tally, ladder, at), tally.at(at), ladder, at);
  }
  return reviewedBy(period, tally, ladder, now);
}

/** Growth that counts at `now`. */
export function growthAt(events: readonly GrowthAt[], ladder: Ladder, now: Date): number {
  return growthTally(events, ladder.windowMonths).at(now);
}

/** When a period should be looked at next: to give notice of its end, then at its end. */
export function reviewAt(
  { until }: Pick<TierPeriod, 'until'>,
  { noticeDays }: Pick<Ladder, 'noticeDays'>,
  noticedUntil: Date | null,
): Date | null {
  if (until === null || noticedUntil?.getTime() === until.getTime()) return until;
  return daysAfter(until, -noticeDays);
}

/** The tier of this id; undefined when the ladder has none (any more). */
export function tierOf<T extends Tier>(tiers: readonly T[], id: string): T | undefined {
  return tiers.find((tier) => tier.id === id);
}

/** The reviews that fall due by `at`, each on what counted then. */
function reviewedBy(begun: TierPeriod, tally: GrowthTally, ladder: Ladder, at: Date): TierPeriod {
  let period = begun;
  while (period.until !== null && period.until <= at) {
    period = reviewed(period, period.until, tally.at(period.until), ladder);
  }
  return period;
}

function reviewed(
  { step, since }: TierPeriod,
  at: Date,
  growth: number,
  ladder: Ladder,
): TierPeriod {
  const keeps = (one: number) => growth >= (ladder.tiers[one]?.keepThreshold ?? 0);
  if (keeps(step)) return { step, since, until: monthsAfter(at, ladder.validityMonths) };
  const lowest = Math.max(0, step - ladder.maxStepsDown);
  let lower = step - 1;
  while (lower > lowest && !keeps(lower)) lower--;
  return begunAt(at, lower, ladder);
}

function lifted(period: TierPeriod, growth: number, ladder: Ladder, at: Date): TierPeriod {
  const reached = ladder.tiers.filter((tier) => growth >= tier.threshold).length - 1;
  return reached > period.step ? begunAt(at, reached, ladder) : period;
}

function begunAt(at: Date, step: number, { validityMonths }: Ladder): TierPeriod {
  return { step, since: at, until: step === 0 ? null : monthsAfter(at, validityMonths) };
}
