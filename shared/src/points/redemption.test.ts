import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import {
  pointsFor,
  pointsGivenBack,
  redemptionMax,
  type PaidByPoints,
  type RedeemRules,
} from './redemption.js';

/** A hundred points a yuan, up to half of the goods. */
const rules: RedeemRules = { pointsPerYuan: 100, capBps: 5_000, pointsMin: 100 };
const someRules = fc.record({
  pointsPerYuan: fc.integer({ min: 1, max: 10_000 }),
  capBps: fc.integer({ min: 0, max: 10_000 }),
  pointsMin: fc.nat(1_000),
});

describe('what points may pay', () => {
  it('given more points than the cap takes, then the share of the goods is paid', () =>
    expect(redemptionMax(fen(10_001), 90_000, rules)).toEqual({ points: 5_000, amountFen: 5_000 }));

  it('given fewer, then all of them', () =>
    expect(redemptionMax(fen(10_000), 321, rules)).toEqual({ points: 321, amountFen: 321 }));

  it('given a point fewer than the least, or a debt, then nothing', () => {
    const nothing = { points: 0, amountFen: 0 };
    expect(redemptionMax(fen(10_000), 99, rules)).toEqual(nothing);
    expect(redemptionMax(fen(10_000), 100, rules)).toEqual({ points: 100, amountFen: 100 });
    expect(redemptionMax(fen(10_000), -5, rules)).toEqual(nothing);
  });

  it('given a point is worth more than a fen, then a fraction of one takes a whole one', () =>
    expect(pointsFor(fen(101), { ...rules, pointsPerYuan: 20 })).toBe(21));

  it('given any goods and points, then neither the cap nor what is at hand is passed', () =>
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.nat(1_000_000), someRules, (goods, available, some) => {
        const { points, amountFen } = redemptionMax(fen(goods), available, some);
        expect(points).toBeLessThanOrEqual(available);
        expect(amountFen * 10_000).toBeLessThanOrEqual(goods * some.capBps);
        expect(points).toBe(pointsFor(amountFen, some));
      }),
    ));
});

describe('points that go back with what they paid', () => {
  it('given any parts, then none exceeds what was paid, and the last fen brings the last point', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 8 }),
        (amount, pointsPerYuan, parts) => {
          const points = pointsFor(fen(amount), { ...rules, pointsPerYuan });
          const paid: PaidByPoints = {
            points,
            amountFen: fen(amount),
            backFen: fen(0),
            backPoints: 0,
          };
          const giveBack = (wanted: number) => {
            const moreFen = fen(Math.min(wanted, amount - paid.backFen));
            if (moreFen === 0) return;
            const more = pointsGivenBack(paid, moreFen);
            expect(more).toBeGreaterThanOrEqual(0);
            paid.backFen = fen(paid.backFen + moreFen);
            paid.backPoints += more;
          };
          for (const part of parts) giveBack(part);
          giveBack(amount);
          expect(paid.backPoints).toBe(points);
        },
      ),
    ));
});
