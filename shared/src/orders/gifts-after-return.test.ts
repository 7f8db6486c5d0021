import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import type { GiftRule, GiftTerms } from '../promotions/gift.js';
import { giftConsequences, giftUnitsDueBack, withheldForGifts } from './gifts-after-return.js';

const rule: GiftRule = {
  ...{ counts: 'fen', tiers: [{ from: 10_000, gifts: [{ skuId: 'g', quantity: 1 }] }] },
  ...{ repeats: false, givesTheSame: false, onRefund: 'return' },
};
const terms = (given: Partial<GiftRule>, ...lines: [string, number, number][]): GiftTerms => ({
  rule: { ...rule, ...given },
  earnedBy: lines.map(([skuId, quantity, dueFen]) => ({ skuId, quantity, dueFen: fen(dueFen) })),
  unitWorthFen: fen(3_900),
});
const SAME: Partial<GiftRule> = {
  ...{ counts: 'units', tiers: [{ from: 1, gifts: [] }] },
  ...{ repeats: true, givesTheSame: true },
};

describe('given a gift for 100', () => {
  const dueBack = (gone: number) =>
    giftUnitsDueBack({ skuId: 'g', quantity: 1, terms: terms({}, ['a', 3, 15_000]) }, (skuId) =>
      skuId === 'a' ? gone : 0,
    );

  it('when what is kept still comes to exactly 100, then it stays; below, then it is due', () => {
    expect(dueBack(1)).toBe(0);
    expect(dueBack(2)).toBe(1);
    expect(dueBack(3)).toBe(1);
  });
});

describe('case 32: given 买一赠一, three for three', () => {
  const given = { skuId: 'a', quantity: 3, terms: terms(SAME, ['a', 3, 3_000]) };

  it('when two of those bought go back, then two of those given are due', () => {
    expect(giftUnitsDueBack(given, () => 0)).toBe(0);
    expect(giftUnitsDueBack(given, () => 2)).toBe(2);
  });

  it('when fewer were given than earned, then what is kept still earns those', () => {
    expect(giftUnitsDueBack({ ...given, quantity: 1 }, () => 2)).toBe(0);
    expect(giftUnitsDueBack({ ...given, quantity: 1 }, () => 3)).toBe(1);
  });
});

it('property: nothing is due while nothing went back, and all of it once everything did', () => {
  const lines = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ max: 1e6, min: 0 })),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  fc.assert(
    fc.property(lines, fc.integer({ min: 0, max: 9 }), (cart, gone) => {
      const earnedBy = cart.map(([units, due], at): [string, number, number] => [
        'abc'.charAt(at),
        units,
        due + 10_000,
      ]);
      const given = { skuId: 'g', quantity: 1, terms: terms({}, ...earnedBy) };
      expect(giftUnitsDueBack(given, () => 0)).toBe(0);
      expect(giftUnitsDueBack(given, () => 9)).toBe(1);
      const some = giftUnitsDueBack(given, () => gone);
      expect(giftUnitsDueBack(given, () => gone + 1)).toBeGreaterThanOrEqual(some);
    }),
  );
});

describe('given gifts at stake', () => {
  const atStake = (onRefund: GiftRule['onRefund'], unsentQuantity: number, settledQuantity = 0) =>
    giftConsequences(
      [
        {
          ...{ lineId: 'line', skuId: 'a', quantity: 3, unsentQuantity, settledQuantity },
          terms: terms({ ...SAME, onRefund }, ['a', 3, 3_000]),
        },
      ],
      () => 2,
    );

  it('when none is sent, then those no longer earned are not sent, whatever the rule', () => {
    const notSent = { lineId: 'line', unsentQuantity: 2, keptQuantity: 0, worthFen: 0 };
    expect(atStake('return', 3)).toEqual([notSent]);
    expect(atStake('keep', 3)).toEqual([notSent]);
  });

  it('when they are sent, then they are asked back at what they sold for, or kept for nothing', () => {
    expect(atStake('return', 0)).toEqual([
      { lineId: 'line', unsentQuantity: 0, keptQuantity: 2, worthFen: 7_800 },
    ]);
    expect(atStake('keep', 0)).toEqual([]);
  });

  it('when some go back along, then the rest; when all do, then nothing', () => {
    expect(atStake('return', 0, 1)).toMatchObject([{ keptQuantity: 1, worthFen: 3_900 }]);
    expect(atStake('return', 0, 2)).toEqual([]);
  });

  it('when they sold for more than goes back, then nothing is owed beyond it', () => {
    expect(withheldForGifts(fen(100), [fen(30), fen(60)])).toEqual([30, 60]);
    expect(withheldForGifts(fen(45), [fen(30), fen(60)])).toEqual([15, 30]);
    expect(withheldForGifts(fen(45), [])).toEqual([]);
  });
});
