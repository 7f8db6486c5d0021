import { assert } from '../assert.js';
import { daysAfter, monthsAfter } from '../beijing-time.js';

/** How long a paid plan lasts; a trial is had once a person. */
export const PLAN_PERIODS = ['month', 'quarter', 'year', 'trial'] as const;
export type PlanPeriod = (typeof PLAN_PERIODS)[number];

/** A period, and of a trial its days. */
export interface PlanLength {
  period: PlanPeriod;
  trialDays: number | null;
}

const MONTHS: Readonly<Record<Exclude<PlanPeriod, 'trial'>, number>> = {
  month: 1,
  quarter: 3,
  year: 12,
};

/** Calendar months of Beijing that a period lasts; 0 for a trial, which counts days. */
export function monthsOf(period: PlanPeriod): number {
  return period === 'trial' ? 0 : MONTHS[period];
}

/** A term begins where the last one ends, and never in the past (case 44). */
export function termBegin(lastEndsAt: Date | null, now: Date): Date {
  return lastEndsAt !== null && lastEndsAt > now ? lastEndsAt : now;
}

/** The instant at which it is over: by the calendar of Beijing, a trial to the hour. */
export function termEnd({ period, trialDays }: PlanLength, beginsAt: Date): Date {
  if (period !== 'trial') return monthsAfter(beginsAt, MONTHS[period]);
  assert(trialDays !== null, 'a trial without its days');
  return daysAfter(beginsAt, trialDays);
}

/** What gives a term: a purchase of one’s own, one by a friend, or an activation code. */
export const TERM_SOURCES = ['purchase', 'gift', 'code'] as const;
export type TermSource = (typeof TERM_SOURCES)[number];

/** A stretch of paid membership, from `beginsAt` to just before `endsAt`. */
export interface Term {
  beginsAt: Date;
  endsAt: Date;
  /** When it was given back; null otherwise. */
  endedAt: Date | null;
  isTrial: boolean;
}

export const TERM_STATES = ['upcoming', 'trial', 'active', 'expired', 'refunded'] as const;
export type TermState = (typeof TERM_STATES)[number];

/** What a term is at an instant: nothing is stored, so that no clock has to move it on. */
export function termState({ beginsAt, endsAt, endedAt, isTrial }: Term, now: Date): TermState {
  if (endedAt !== null) return 'refunded';
  if (now < beginsAt) return 'upcoming';
  if (now >= endsAt) return 'expired';
  return isTrial ? 'trial' : 'active';
}

export const PAID_MEMBERSHIP_STATES = ['none', 'trial', 'active', 'expired', 'refunded'] as const;
export type PaidMembershipState = (typeof PAID_MEMBERSHIP_STATES)[number];

/** What a member is by all their terms: by the one that runs, else by the one that ended last. */
export function paidMembershipState(terms: readonly Term[], now: Date): PaidMembershipState {
  const states = terms.map((term) => termState(term, now));
  if (states.includes('trial')) return 'trial';
  if (states.includes('active')) return 'active';
  const over = terms.filter((_, at) => states[at] !== 'upcoming');
  const last = over.reduce<Term | null>(
    (latest, term) => (latest === null || overAt(term) >= overAt(latest) ? term : latest),
    null,
  );
  if (last === null) return 'none';
  return last.endedAt === null ? 'expired' : 'refunded';
}

function overAt({ endsAt, endedAt }: Term): Date {
  return endedAt ?? endsAt;
}

/**
 * When a term’s coupons of its next month are due, so many times having been given: with its
 * beginning, and each month on; null when it is over by then.
 */
export function couponsDueAt(
  { beginsAt, endsAt }: Pick<Term, 'beginsAt' | 'endsAt'>,
  given: number,
): Date | null {
  const dueAt = given === 0 ? beginsAt : monthsAfter(beginsAt, given);
  return dueAt < endsAt ? dueAt : null;
}

/** Days before the end at which those who asked for it are told. */
const REMIND_DAYS = 5;

/** When a term’s end is told of; null for one that is shorter than that. */
export function remindAt({ beginsAt, endsAt }: Pick<Term, 'beginsAt' | 'endsAt'>): Date | null {
  const at = daysAfter(endsAt, -REMIND_DAYS);
  return at > beginsAt ? at : null;
}

/** Where terms stand when those before them have gone: one after the other, from now on. */
export function movedUp<T extends PlanLength>(
  upcoming: readonly T[],
  lastEndsAt: Date | null,
  now: Date,
): { term: T; beginsAt: Date; endsAt: Date }[] {
  let end = lastEndsAt;
  return upcoming.map((term) => {
    const beginsAt = termBegin(end, now);
    end = termEnd(term, beginsAt);
    return { term, beginsAt, endsAt: end };
  });
}
