import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter } from '../beijing-time.js';
import type { GrowthAt } from './growth-tally.js';
import { growthAt, reviewAt, tierAt, type Ladder } from './ladder.js';

const tier = (id: string, threshold: number, keepThreshold = threshold) => ({
  ...{ id, name: id, threshold, keepThreshold },
});
const LADDER: Ladder = {
  tiers: [tier('base', 0), tier('silver', 100, 80), tier('gold', 300, 200), tier('black', 900)],
  ...{ validityMonths: 12, windowMonths: 12, maxStepsDown: 1, noticeDays: 15 },
};
const JOINED = new Date('2026-01-05T02:00:00.000Z');
const at = (iso: string) => new Date(iso);
const gave = (growth: number, iso: string): GrowthAt => ({ growth, at: at(iso) });
const stands = (events: GrowthAt[], iso: string, ladder = LADDER) => {
  const { step, since, until } = tierAt(events, ladder, JOINED, at(iso));
  const tierId = ladder.tiers[step]?.id;
  return [tierId, since.toISOString(), until?.toISOString() ?? null];
};

describe('given growth that reaches a tier', () => {
  it('then it is held from that instant on, and not a moment before', () => {
    const events = [gave(100, '2026-03-10T07:00:00.000Z')];
    expect(stands(events, '2026-03-10T06:59:59.999Z')[0]).toBe('base');
    expect(stands(events, '2026-03-10T07:00:00.000Z')).toEqual([
      ...['silver', '2026-03-10T07:00:00.000Z', '2027-03-10T16:00:00.000Z'],
    ]);
  });

  it('when it reaches beyond the next tier, then the highest reached is held at once', () =>
    expect(stands([gave(950, '2026-03-10T07:00:00.000Z')], '2026-03-11T00:00:00.000Z')[0]).toBe(
      'black',
    ));

  it('when two purchases make it up together, then the second lifts', () => {
    const events = [gave(60, '2026-03-01T04:00:00.000Z'), gave(40, '2026-04-01T04:00:00.000Z')];
    expect(stands(events, '2026-03-31T00:00:00.000Z')[0]).toBe('base');
    expect(stands(events, '2026-04-01T04:00:00.000Z')[0]).toBe('silver');
  });
});

describe('given a tier whose validity ends', () => {
  const reached = gave(300, '2026-03-10T07:00:00.000Z');
  const END = '2027-03-10T16:00:00.000Z';

  it('when enough was earned since, then it is kept for another period', () =>
    expect(stands([reached, gave(200, '2026-12-01T00:00:00.000Z')], END)).toEqual([
      ...['gold', '2026-03-10T07:00:00.000Z', '2028-03-10T16:00:00.000Z'],
    ]));

  it('when nothing was, then it falls one step at Beijing midnight, and one more a period later', () => {
    expect(stands([reached], '2027-03-10T15:59:59.999Z')[0]).toBe('gold');
    expect(stands([reached], END)).toEqual(['silver', END, '2028-03-10T16:00:00.000Z']);
    expect(stands([reached], '2028-03-10T16:00:00.000Z')).toEqual([
      ...['base', '2028-03-10T16:00:00.000Z', null],
    ]);
  });

  it('when the rules allow more steps, then it falls to the first that is kept', () => {
    const events = [gave(900, '2026-03-10T07:00:00.000Z'), gave(90, '2027-01-01T00:00:00.000Z')];
    expect(stands(events, END, { ...LADDER, maxStepsDown: 3 })[0]).toBe('silver');
    expect(stands(events, END)[0]).toBe('gold');
  });
});

describe('case 43: given a leap year and Beijing midnight on a UTC server', () => {
  const half = { ...LADDER, validityMonths: 6 };

  it('when the period ends on 29 February, then the whole of that day still counts', () => {
    const events = [gave(100, '2027-08-29T12:00:00.000Z')];
    expect(stands(events, '2028-02-29T15:59:59.999Z', half)[0]).toBe('silver');
    expect(stands(events, '2028-02-29T15:59:59.999Z', half)[2]).toBe('2028-02-29T16:00:00.000Z');
  });

  it('when it began on 29 February, then it ends with the 28th of the year after', () => {
    const events = [gave(100, '2028-02-28T16:00:00.001Z')];
    expect(stands(events, '2028-03-01T00:00:00.000Z')[2]).toBe('2029-02-28T16:00:00.000Z');
  });

  it('when it was reached just before midnight, then its day is that day', () =>
    expect(stands([gave(100, '2026-03-10T15:59:59.999Z')], '2026-04-01T00:00:00.000Z')[2]).toBe(
      '2027-03-10T16:00:00.000Z',
    ));
});

describe('case 42: given a purchase that lifted a member and is refunded', () => {
  const bought = gave(250, '2026-05-01T04:00:00.000Z');
  const before = gave(100, '2026-03-10T07:00:00.000Z');

  it('when all of it is taken back, then the tier is as if it had never been', () => {
    const back = { ...bought, growth: -250 };
    expect(stands([before, bought], '2026-06-01T00:00:00.000Z')[0]).toBe('gold');
    expect(stands([before, bought, back], '2026-06-01T00:00:00.000Z')).toEqual(
      stands([before], '2026-06-01T00:00:00.000Z'),
    );
  });
});

describe('given a tier that is held', () => {
  const until = at('2027-03-10T16:00:00.000Z');

  it('then it is looked at when notice is due, and once noticed at its end', () => {
    expect(reviewAt({ until }, LADDER, null)).toEqual(at('2027-02-23T16:00:00.000Z'));
    expect(reviewAt({ until }, LADDER, until)).toEqual(until);
    expect(reviewAt({ until }, LADDER, at('2026-03-10T16:00:00.000Z'))).not.toEqual(until);
    expect(reviewAt({ until: null }, LADDER, null)).toBe(null);
  });
});

const DAY_ZERO = at('2026-01-05T16:00:00.000Z');
const moment = fc
  .tuple(fc.integer({ min: 0, max: 1_200 }), fc.constantFrom(0, 1, 36_000_000, 86_399_999))
  .map(([days, ms]) => new Date(daysAfter(DAY_ZERO, days).getTime() + ms));
const given = fc.record({ at: moment, growth: fc.integer({ min: -50, max: 260 }) });
const ladders = fc.record({
  tiers: fc.constant(LADDER.tiers),
  validityMonths: fc.integer({ min: 1, max: 14 }),
  windowMonths: fc.integer({ min: 1, max: 14 }),
  maxStepsDown: fc.integer({ min: 1, max: 3 }),
  noticeDays: fc.constant(15),
});

describe('given any events, some taken back', () => {
  /** What a member's row does: it keeps the tier as of the last change, and is good until its end. */
  it('then what was kept at the last change is the fold at every instant', () =>
    fc.assert(
      fc.property(ladders, fc.array(given, { maxLength: 25 }), moment, (ladder, events, now) => {
        const known: GrowthAt[] = [];
        let kept = tierAt([], ladder, JOINED, JOINED);
        const inOrder = [...events].sort((a, b) => a.at.getTime() - b.at.getTime());
        for (const event of inOrder.filter((one) => one.at <= now)) {
          known.push(event);
          kept = tierAt(known, ladder, JOINED, event.at);
        }
        while (kept.until !== null && kept.until <= now) {
          kept = tierAt(known, ladder, JOINED, kept.until);
        }
        expect(kept).toEqual(tierAt(events, ladder, JOINED, now));
      }),
      { numRuns: 2_000 },
    ));

  it('given what was deducted lapses, then it lifts nobody until growth is given', () => {
    const events = [
      { at: new Date('2026-01-06T15:59:59.999Z'), growth: 50 },
      { at: new Date('2026-01-05T16:00:00.000Z'), growth: -1 },
      { at: new Date('2026-01-06T16:00:00.000Z'), growth: 250 },
    ];
    const lapse = new Date('2027-01-05T16:00:00.000Z');
    const step = (more: GrowthAt[]) => tierAt([...events, ...more], LADDER, JOINED, lapse).step;
    expect(step([{ at: lapse, growth: 0 }])).toBe(step([]));
    expect(step([{ at: lapse, growth: 1 }])).toBe(step([]) + 1);
  });

  it('then what was taken back whole leaves no trace, whenever that was', () =>
    fc.assert(
      fc.property(fc.array(given, { maxLength: 12 }), given, moment, (events, event, now) => {
        const back = { ...event, growth: -event.growth };
        expect(tierAt([...events, event, back], LADDER, JOINED, now)).toEqual(
          tierAt(events, LADDER, JOINED, now),
        );
      }),
      { numRuns: 1_000 },
    ));

  it('then the order in which they are told does not matter', () =>
    fc.assert(
      fc.property(fc.array(given, { maxLength: 12 }), moment, (events, now) => {
        expect(tierAt([...events].reverse(), LADDER, JOINED, now)).toEqual(
          tierAt(events, LADDER, JOINED, now),
        );
      }),
    ));

  it('then growth that counts is the sum of what is younger than the window', () =>
    fc.assert(
      fc.property(fc.array(given, { maxLength: 12 }), moment, (events, now) => {
        const young = events.filter(
          (one) => one.at <= now && growthAt([{ ...one, growth: 1 }], LADDER, now) === 1,
        );
        const sum = young.reduce((all, one) => all + one.growth, 0);
        expect(growthAt(events, LADDER, now)).toBe(sum);
      }),
    ));
});
