import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  afterDebt,
  inSpendingOrder,
  reclaimPoints,
  restorePoints,
  spendPoints,
  sumPoints,
  type ExpiringPoints,
} from './point-lots.js';

const NOON = new Date('2026-11-18T04:00:00.000Z');
const lot = (lotId: string, points: number, expiresAt: string | null = null): ExpiringPoints => ({
  ...{ lotId, points },
  expiresAt: expiresAt === null ? null : new Date(expiresAt),
});
const forever = lot('a', 30);
const soon = lot('c', 20, '2026-12-01T00:00:00.000Z');
const later = lot('b', 10, '2027-01-01T00:00:00.000Z');

const someLots = fc
  .array(fc.tuple(fc.nat(1_000), fc.option(fc.nat(5))), { minLength: 1, maxLength: 7 })
  .map((all) =>
    all.map(([points, month], at) =>
      lot(`lot-${at}`, points, month === null ? null : `2027-0${month + 1}-01T00:00:00.000Z`),
    ),
  );
const spending = someLots
  .filter((lots) => sumPoints(lots) > 0)
  .chain((lots) => fc.tuple(fc.constant(lots), fc.integer({ min: 1, max: sumPoints(lots) })));

describe('spending points', () => {
  it('then what expires first goes first, what never does last, of equals the older', () => {
    const older = lot('0', 1, '2027-01-01T00:00:00.000Z');
    const order = inSpendingOrder([forever, soon, later, older]).map(({ lotId }) => lotId);
    expect(order).toEqual(['c', '0', 'b', 'a']);
  });

  it('given more than one lot holds, then the next gives the rest', () =>
    expect(spendPoints([forever, soon, later], 25, NOON)).toEqual([
      { lotId: 'c', points: 20 },
      { lotId: 'b', points: 5 },
    ]));

  it('given a point more than there is, then nothing is spent', () =>
    expect(spendPoints([forever, soon], 51, NOON)).toBeNull());

  it('given the instant of expiry, then they are gone; a millisecond before, they are not', () => {
    const at = new Date('2026-12-01T00:00:00.000Z');
    expect(spendPoints([soon], 1, at)).toBeNull();
    expect(spendPoints([soon], 1, new Date(at.getTime() - 1))).not.toBeNull();
  });
});

describe('putting back what was spent', () => {
  it('given part of it, then what lasts longest is back first', () =>
    expect(
      restorePoints(
        [
          { lotId: 'c', points: 20 },
          { lotId: 'b', points: 5 },
        ],
        0,
        7,
      ),
    ).toEqual([
      { lotId: 'b', points: 5 },
      { lotId: 'c', points: 2 },
    ]));

  it('given any parts that come to all of it, then every lot has what it gave', () =>
    fc.assert(
      fc.property(spending, fc.array(fc.nat(300)), ([lots, points], parts) => {
        const taken = spendPoints(lots, points, NOON)!;
        const back = new Map<string, number>();
        let sum = 0;
        for (const wanted of [...parts, points]) {
          const part = Math.min(wanted, points - sum);
          for (const one of restorePoints(taken, sum, part)) {
            back.set(one.lotId, (back.get(one.lotId) ?? 0) + one.points);
          }
          sum += part;
        }
        expect(back).toEqual(new Map(taken.map((one) => [one.lotId, one.points])));
      }),
    ));
});

describe('taking back what was given', () => {
  it('given the lot has less left, then others give in spending order', () =>
    expect(reclaimPoints('a', [forever, soon, later], 55)).toEqual([
      { lotId: 'a', points: 30 },
      { lotId: 'c', points: 20 },
      { lotId: 'b', points: 5 },
    ]));

  it('given none has it, then they give what they have', () =>
    expect(sumPoints(reclaimPoints('a', [forever, soon], 90))).toBe(50));
});

describe('points that come while the balance is negative', () => {
  it('given a debt of 25, then it takes of what would expire first', () =>
    expect(afterDebt([forever, soon, later], -25)).toEqual([forever, { ...later, points: 5 }]));

  it('given none, then all of them stay', () =>
    expect(afterDebt([forever, soon], 7)).toEqual([forever, soon]));

  it('given any debt, then what stays is what the balance comes to, or nothing', () =>
    fc.assert(
      fc.property(someLots, fc.integer({ min: -9_000, max: 0 }), (lots, balance) => {
        const expected = Math.max(0, balance + sumPoints(lots));
        expect(sumPoints(afterDebt(lots, balance))).toBe(expected);
      }),
    ));
});
