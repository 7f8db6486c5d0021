import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen, type Fen } from '../money.js';
import { amountOf, restore, spend, takeApart, totalOf, type LotPart } from './lot.js';

const lot = (lotId: string, principal: number, bonus: number): LotPart => ({
  lotId,
  principalFen: fen(principal),
  bonusFen: fen(bonus),
});

const someFen = fc.integer({ min: 0, max: 500_000 }).map(fen);
const someLots = fc
  .array(fc.tuple(someFen, someFen), { minLength: 1, maxLength: 6 })
  .map((amounts) => amounts.map(([principal, bonus], at) => lot(`lot-${at}`, principal, bonus)))
  .filter((lots) => totalOf(amountOf(lots)) > 0);
/** Lots, and an amount that they hold. */
const affordable = someLots.chain((lots) =>
  fc.record({
    lots: fc.constant(lots),
    amount: fc.integer({ min: 1, max: totalOf(amountOf(lots)) }).map(fen),
  }),
);

const leftOf = (lots: readonly LotPart[], parts: readonly LotPart[], sign: 1 | -1): LotPart[] =>
  lots.map((one) => {
    const part = parts.find(({ lotId }) => lotId === one.lotId);
    const move = (kind: 'principalFen' | 'bonusFen') => fen(one[kind] + sign * (part?.[kind] ?? 0));
    return { lotId: one.lotId, principalFen: move('principalFen'), bonusFen: move('bonusFen') };
  });

describe('spending stored value', () => {
  it('given ¥3000 and ¥1000 of bonus, when ¥500 is spent, then three quarters are principal', () =>
    expect(spend([lot('a', 300_000, 100_000)], fen(50_000))).toEqual([lot('a', 37_500, 12_500)]));

  it('given two lots, when more than the older is spent, then the rest comes of the newer', () =>
    expect(spend([lot('a', 100, 0), lot('b', 100, 100)], fen(160))).toEqual([
      lot('a', 100, 0),
      lot('b', 30, 30),
    ]));

  it('given what does not divide, then the odd fen is bonus', () =>
    expect(spend([lot('a', 3, 3)], fen(1))).toEqual([lot('a', 0, 1)]));

  it('given a fen less than is asked, then nothing is spent', () =>
    expect(spend([lot('a', 50, 49)], fen(100))).toBeNull());

  it('given any lots, when an amount they hold is spent, then it is exactly that and none is overdrawn', () =>
    fc.assert(
      fc.property(affordable, ({ lots, amount }) => {
        const parts = spend(lots, amount)!;
        expect(totalOf(amountOf(parts))).toBe(amount);
        for (const left of leftOf(lots, parts, -1)) {
          expect(left.principalFen).toBeGreaterThanOrEqual(0);
          expect(left.bonusFen).toBeGreaterThanOrEqual(0);
        }
      }),
    ));
});

describe('giving stored value back', () => {
  it('given any spending, when all of it goes back in any parts, then every lot is as it was', () =>
    fc.assert(
      fc.property(affordable, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (it, cuts) => {
        const taken = spend(it.lots, it.amount)!;
        let [lots, owed] = [leftOf(it.lots, taken, -1), taken];
        const give = (amount: Fen) => {
          const parts = restore(owed, amount);
          expect(totalOf(amountOf(parts))).toBe(amount);
          lots = leftOf(lots, parts, 1);
          owed = leftOf(owed, parts, -1);
          expect(owed.every((one) => one.principalFen >= 0 && one.bonusFen >= 0)).toBe(true);
        };
        for (const cut of cuts) {
          const amount = fen(Math.floor(cut * totalOf(amountOf(owed))));
          if (amount > 0) give(amount);
        }
        const rest = totalOf(amountOf(owed));
        if (rest > 0) give(rest);
        expect(lots).toEqual(it.lots);
      }),
    ));

  it('given half goes back, then half of the principal and half of the bonus do', () =>
    expect(restore([lot('a', 300, 100), lot('b', 200, 0)], fen(300))).toEqual([
      lot('a', 150, 50),
      lot('b', 100, 0),
    ]));

  it('given more than was taken, then it fails', () =>
    expect(() => restore([lot('a', 1, 0)], fen(2))).toThrow('2 of 1 cannot go back'));
});

describe('taking principal and bonus apart', () => {
  const lots = [lot('a', 100, 10), lot('b', 50, 20)];

  it('then each comes of the oldest lots that have it', () =>
    expect(takeApart(lots, { principalFen: fen(120), bonusFen: fen(5) })).toEqual([
      lot('a', 100, 5),
      lot('b', 20, 0),
    ]));

  it('given not so much of one of them, then nothing is taken', () =>
    expect(takeApart(lots, { principalFen: fen(0), bonusFen: fen(31) })).toBeNull());
});
