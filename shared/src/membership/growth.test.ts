import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import { growthKept, growthOf, multiplierBpsAt, type GrowthRule } from './growth.js';

const NOTHING = { today: 0, thisMonth: 0 };
const rule = (over: Partial<GrowthRule> = {}): GrowthRule => ({
  ...{ growth: 1, dayMax: null, monthMax: null },
  ...over,
});

describe('given a purchase that gives a point a yuan', () => {
  it('then each whole yuan counts, and what is left of one does not', () => {
    expect(growthOf(rule(), fen(12_399), NOTHING, 10_000)).toBe(123);
    expect(growthOf(rule(), fen(99), NOTHING, 10_000)).toBe(0);
  });

  it('when it is multiplied, then before it is floored', () =>
    expect(growthOf(rule(), fen(12_399), NOTHING, 15_000)).toBe(185));

  it('when it is more than is safe to multiply, then still to the last point', () =>
    expect(growthOf(rule({ growth: 99_999 }), fen(999_999_999), NOTHING, 99_999)).toBe(
      9_999_799_991_000,
    ));
});

describe('given limits of a day and a month', () => {
  const limited = rule({ growth: 10, dayMax: 25, monthMax: 40 });

  it('then the last time gives what is left, and after that nothing', () => {
    expect(growthOf(limited, null, { today: 20, thisMonth: 20 }, 10_000)).toBe(5);
    expect(growthOf(limited, null, { today: 0, thisMonth: 35 }, 10_000)).toBe(5);
    expect(growthOf(limited, null, { today: 25, thisMonth: 25 }, 10_000)).toBe(0);
    expect(growthOf(limited, null, { today: 0, thisMonth: 90 }, 10_000)).toBe(0);
  });
});

describe('given a campaign day', () => {
  const rules = { sources: {}, days: [{ day: '2026-11-11', multiplierBps: 20_000 }] };

  it('then it holds from midnight to midnight in Beijing', () => {
    expect(multiplierBpsAt(rules, 10_000, new Date('2026-11-10T15:59:59.999Z'))).toBe(10_000);
    expect(multiplierBpsAt(rules, 10_000, new Date('2026-11-10T16:00:00.000Z'))).toBe(20_000);
    expect(multiplierBpsAt(rules, 10_000, new Date('2026-11-11T16:00:00.000Z'))).toBe(10_000);
  });

  it('then the better of day and member, never both', () =>
    expect(multiplierBpsAt(rules, 30_000, new Date('2026-11-11T04:00:00.000Z'))).toBe(30_000));
});

describe('given a purchase refunded in parts', () => {
  it('then what is kept falls with what is left, to nothing with all of it', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 100_000_000 }),
        fc.array(fc.integer({ min: 0, max: 100_000_000 })),
        (growth, paid, lefts) => {
          const falling = lefts.filter((left) => left <= paid).sort((a, b) => b - a);
          let before = growth;
          for (const left of [...falling, 0]) {
            const kept = growthKept(growth, fen(paid), fen(left));
            expect(kept).toBeLessThanOrEqual(before);
            expect(kept).toBeGreaterThanOrEqual(0);
            before = kept;
          }
          expect(before).toBe(0);
        },
      ),
    ));
});
