import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anOffer, openLines } from '../../../test/factories/offer.js';
import { mixAndMatchRuleSchema } from '../api/promotions/reductions.js';
import { fen, sumFen } from '../money.js';
import { mixAndMatch, type MixAndMatchRule } from './mix-and-match.js';
import { isBenefit } from './offer.js';

const THREE_FOR_99 = { quantity: 3, priceFen: fen(9_900) };
const by = (rule: MixAndMatchRule, ...lines: [string, number, number?][]) =>
  mixAndMatch(anOffer({ kind: 'mix-and-match', rule }), openLines(...lines));
const savedBy = (...asked: Parameters<typeof by>) => {
  const proposal = by(...asked);
  return isBenefit(proposal) ? sumFen(proposal.discounts.map((one) => one.amountFen)) : null;
};

describe('given 99 元任选 3 件', () => {
  it('when there are two, then one more is missing; when three, then they cost 99', () => {
    expect(by(THREE_FOR_99, ['a', 40], ['b', 50])).toEqual({
      reason: 'threshold',
      next: { missingFen: null, missingQuantity: 1, savesFen: null },
    });
    expect(savedBy(THREE_FOR_99, ['a', 40, 2], ['b', 50])).toBe(3_100);
  });

  it('when there are four, then the dearest three are put together', () => {
    expect(by(THREE_FOR_99, ['a', 20], ['b', 50, 3])).toMatchObject({
      discounts: [{ skuId: 'b', amountFen: 5_100 }],
      next: { missingQuantity: 2 },
    });
  });

  it('when the second three cost less than 99, then they stay at their own price', () => {
    expect(savedBy(THREE_FOR_99, ['a', 50, 3], ['b', 33, 3])).toBe(5_100);
    expect(savedBy(THREE_FOR_99, ['a', 50, 3], ['b', 34, 3])).toBe(5_400);
  });

  it('when three cost 99 or less, then there is nothing to save', () => {
    expect(by(THREE_FOR_99, ['a', 33, 3])).toMatchObject({ reason: 'nothing-to-save' });
  });

  it('when a line cannot be divided by its units, then not a fen is lost', () => {
    const lines = openLines(['a', 1, 3]).map((line) => ({ ...line, dueFen: fen(10_001) }));
    const proposal = mixAndMatch(anOffer({ kind: 'mix-and-match', rule: THREE_FOR_99 }), lines);
    expect(proposal).toMatchObject({ discounts: [{ skuId: 'a', amountFen: 101 }] });
  });
});

it('what an operator may write: a set has two units at least', () => {
  expect(mixAndMatchRuleSchema.safeParse({ quantity: 1, priceFen: 100 }).success).toBe(false);
  expect(mixAndMatchRuleSchema.safeParse({ quantity: 2, priceFen: 100 }).success).toBe(true);
});

it('property: no line saves more than it costs, and every set formed costs its price', () => {
  const line = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 99 }));
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 2, max: 50 }),
      fc.integer({ min: 0, max: 60_000 }),
      (cart, quantity, priceFen) => {
        const lines = cart.map(([yuan, units], at): [string, number, number] => [
          'abc'.charAt(at),
          yuan + 0.37,
          units,
        ]);
        const proposal = by({ quantity, priceFen: fen(priceFen) }, ...lines);
        if (!isBenefit(proposal)) return;
        const open = openLines(...lines);
        for (const { skuId, amountFen } of proposal.discounts) {
          const dueFen = open.find((one) => one.skuId === skuId)?.dueFen ?? 0;
          expect(amountFen).toBeLessThanOrEqual(dueFen);
        }
        const units = open.flatMap((one) => Array<number>(one.quantity).fill(one.unitPriceFen));
        const dearest = units.sort((a, b) => b - a);
        let least = 0;
        for (let at = 0; at + quantity <= dearest.length; at += quantity) {
          const set = dearest.slice(at, at + quantity).reduce((sum, one) => sum + one, 0);
          least += Math.max(0, set - priceFen);
        }
        expect(sumFen(proposal.discounts.map((one) => one.amountFen))).toBe(least);
      },
    ),
  );
});
