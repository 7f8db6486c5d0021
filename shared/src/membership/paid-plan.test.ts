import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  couponsDueAt,
  movedUp,
  paidMembershipState,
  PLAN_PERIODS,
  termBegin,
  termEnd,
  termState,
  type PlanLength,
  type Term,
} from './paid-plan.js';

const at = (text: string) => new Date(text);
const NOON = at('2026-11-18T04:00:00.000Z');
const plan = (period: PlanLength['period'], trialDays: number | null = null): PlanLength => ({
  ...{ period, trialDays: period === 'trial' ? (trialDays ?? 7) : null },
});
const aTerm = (over: Partial<Term> = {}): Term => ({
  ...{ beginsAt: at('2026-11-01T00:00:00.000Z'), endsAt: at('2026-12-01T00:00:00.000Z') },
  ...{ endedAt: null, isTrial: false, ...over },
});

describe('how long a term lasts', () => {
  it.each([
    ['month', '2026-12-18T16:00:00.000Z'],
    ['quarter', '2027-02-18T16:00:00.000Z'],
    ['year', '2027-11-18T16:00:00.000Z'],
    ['trial', '2026-11-25T04:00:00.000Z'],
  ] as const)('given a %s that begins at noon of 18 November, then it ends %s', (period, end) =>
    expect(termEnd(plan(period), NOON)).toEqual(at(end)),
  );

  it('given a year that begins on the leap day, then it ends with February', () =>
    expect(termEnd(plan('year'), at('2028-02-28T16:00:00.000Z'))).toEqual(
      at('2029-02-28T16:00:00.000Z'),
    ));
});

describe('case 44: where a term begins', () => {
  const end = at('2026-12-18T16:00:00.000Z');

  it.each([
    ['nobody had one before', null, NOON],
    ['the last still runs', end, end],
    ['the last ended long ago', at('2026-01-01T00:00:00.000Z'), NOON],
    ['the last ends in this very instant', NOON, NOON],
  ] as const)('given %s, then at max(now, end of the last)', (_, last, begins) =>
    expect(termBegin(last, NOON)).toEqual(begins),
  );

  it('given two months bought at once, then they follow each other and no day is lost', () => {
    const first = termEnd(plan('month'), termBegin(null, NOON));
    const second = termBegin(first, NOON);
    expect([second, termEnd(plan('month'), second)]).toEqual([
      first,
      at('2027-01-18T16:00:00.000Z'),
    ]);
  });

  it('given any plans one after the other, then their terms touch and each has its length', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PLAN_PERIODS), { minLength: 1, maxLength: 8 }),
        fc.date({ min: at('2020-01-01'), max: at('2090-01-01'), noInvalidDate: true }),
        (periods, now) => {
          const placed = movedUp(
            periods.map((period) => plan(period)),
            null,
            now,
          );
          let last = now;
          for (const { term, beginsAt, endsAt } of placed) {
            expect(beginsAt).toEqual(last);
            expect(endsAt).toEqual(termEnd(term, beginsAt));
            expect(endsAt > beginsAt).toBe(true);
            last = endsAt;
          }
        },
      ),
    ));
});

describe('when a term’s coupons are due', () => {
  it.each([
    ['month', 1],
    ['quarter', 3],
    ['year', 12],
    ['trial', 1],
  ] as const)('given a %s, then so many times: %i', (period, times) => {
    const term = { beginsAt: NOON, endsAt: termEnd(plan(period), NOON) };
    const due = Array.from({ length: 15 }, (_, given) => couponsDueAt(term, given));
    expect(due[0]).toEqual(NOON);
    expect(due.filter((one) => one !== null)).toHaveLength(times);
  });
});

describe('what a term is', () => {
  const { beginsAt, endsAt } = aTerm();
  const before = (instant: Date) => new Date(instant.getTime() - 1);

  it.each([
    ['before it begins', before(beginsAt), {}, 'upcoming'],
    ['the instant it begins', beginsAt, {}, 'active'],
    ['the last instant', before(endsAt), {}, 'active'],
    ['the instant it ends', endsAt, {}, 'expired'],
    ['a trial that runs', NOON, { isTrial: true }, 'trial'],
    ['a trial that is over', endsAt, { isTrial: true }, 'expired'],
    ['given back while it ran', NOON, { endedAt: NOON }, 'refunded'],
    ['given back before it began', before(beginsAt), { endedAt: before(beginsAt) }, 'refunded'],
    ['given back, long ago', at('2030-01-01T00:00:00.000Z'), { endedAt: NOON }, 'refunded'],
  ] as const)('%s', (_, now, over, state) => expect(termState(aTerm(over), now)).toBe(state));
});

describe('what a member is by all their terms', () => {
  const past = aTerm({ beginsAt: at('2026-01-01'), endsAt: at('2026-02-01') });
  const running = aTerm();
  const next = aTerm({ beginsAt: at('2026-12-01'), endsAt: at('2027-01-01') });
  const givenBack = aTerm({ endedAt: at('2026-11-10') });

  it.each([
    ['none', [], 'none'],
    ['a trial that runs', [aTerm({ isTrial: true })], 'trial'],
    ['one that runs after one that is over', [past, running], 'active'],
    ['one that runs, with a trial before', [{ ...past, isTrial: true }, running], 'active'],
    ['only one that is over', [past], 'expired'],
    ['the last was given back', [past, givenBack], 'refunded'],
    ['one was given back and another runs', [givenBack, running], 'active'],
    ['only one that is still to come', [next], 'none'],
  ] as const)('given %s, then %s', (_, terms, state) =>
    expect(paidMembershipState(terms, NOON)).toBe(state),
  );
});
