import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import { earnedPoints, multiplierOn, pointsToTakeBack, type EarnRate } from './earning.js';

const ONE_A_YUAN: EarnRate = { pointsPerYuan: 1, multiplierBps: 10_000 };
const someRate = fc.record({
  pointsPerYuan: fc.integer({ min: 1, max: 100 }),
  multiplierBps: fc.integer({ min: 10_000, max: 100_000 }),
});
const someFen = fc.integer({ min: 0, max: 1_000_000_000 });

describe('points for what was paid', () => {
  it('given a fen less than a yuan, then the point is not earned yet', () => {
    expect(earnedPoints(fen(9_999), ONE_A_YUAN)).toBe(99);
    expect(earnedPoints(fen(10_000), ONE_A_YUAN)).toBe(100);
  });

  it('given a day of one and a half, then half a point more a yuan', () =>
    expect(earnedPoints(fen(10_100), { ...ONE_A_YUAN, multiplierBps: 15_000 })).toBe(151));

  it('given the dearest order at the highest rate, then no point is lost to rounding', () =>
    expect(earnedPoints(fen(1_000_000_000), { pointsPerYuan: 100, multiplierBps: 100_000 })).toBe(
      10_000_000_000,
    ));

  it('given a member’s multiplier and a day’s, then the better counts, and they never multiply', () => {
    const days = [{ day: '2026-11-11', multiplierBps: 20_000 }];
    expect(multiplierOn('2026-11-11', 15_000, days)).toBe(20_000);
    expect(multiplierOn('2026-11-11', 30_000, days)).toBe(30_000);
    expect(multiplierOn('2026-11-12', 15_000, days)).toBe(15_000);
  });
});

describe('points taken back when money goes back', () => {
  const given = { ...ONE_A_YUAN, given: 100, takenBack: 0, expired: 0 };

  it('given half of it went back, then half is taken, and the rest with the rest', () => {
    expect(pointsToTakeBack(fen(5_000), given)).toBe(50);
    expect(pointsToTakeBack(fen(0), { ...given, takenBack: 50 })).toBe(50);
  });

  it('given some expired unspent, then those are not taken a second time', () => {
    expect(pointsToTakeBack(fen(5_000), { ...given, expired: 40 })).toBe(10);
    expect(pointsToTakeBack(fen(5_000), { ...given, expired: 60 })).toBe(0);
  });

  it('given any parts in any order, then what is kept is what the rest would have given', () =>
    fc.assert(
      fc.property(
        someRate,
        someFen,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
        (rate, paidFen, shares) => {
          const points = earnedPoints(fen(paidFen), rate);
          let takenBack = 0;
          let leastFen = paidFen;
          for (const share of shares) {
            const leftFen = Math.floor(paidFen * share);
            leastFen = Math.min(leastFen, leftFen);
            takenBack += pointsToTakeBack(fen(leastFen), {
              ...{ ...rate, given: points, takenBack, expired: 0 },
            });
          }
          expect(points - takenBack).toBe(earnedPoints(fen(leastFen), rate));
        },
      ),
    ));
});
