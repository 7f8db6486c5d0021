import { describe, expect, it } from '@jest/globals';
import { fen } from '../money.js';
import type { MemberBenefit } from './benefits.js';
import { comparedWithTier } from './plan-comparison.js';

const priceOff = (offBps: number, over: object = {}): MemberBenefit => ({
  ...{ id: `off-${offBps}`, kind: 'price-off', scope: null, offBps, prices: [], combinesWith: [] },
  ...over,
});
const freight = (perMonth: number | null): MemberBenefit => ({
  ...{ id: 'freight', kind: 'free-freight', perMonth },
});
const only = { productIds: [], skuIds: ['a'], categoryIds: [] };

describe('a plan’s benefit beside a tier', () => {
  it.each([
    ['the tier has nothing of it', priceOff(500), [], [false, true]],
    ['the tier gives less', priceOff(500), [priceOff(200)], [true, true]],
    ['the tier gives as much', priceOff(500), [priceOff(500)], [true, false]],
    ['the tier gives more', priceOff(500), [priceOff(800)], [true, false]],
    [
      'the tier gives more on some goods',
      priceOff(500),
      [priceOff(800, { scope: only })],
      [true, true],
    ],
    [
      'the plan has prices of its own',
      priceOff(500, { prices: [{ skuId: 'a', priceFen: fen(1) }] }),
      [priceOff(800)],
      [true, true],
    ],
    ['more orders a month', freight(5), [freight(3)], [true, true]],
    ['no more orders a month', freight(5), [freight(null)], [true, false]],
    ['without limit', freight(null), [freight(9)], [true, true]],
  ] as const)('given %s, then it says so', (_, benefit, tier, [tierHasKind, addsToTier]) =>
    expect(comparedWithTier(benefit, tier)).toEqual({ tierHasKind, addsToTier }),
  );
});
