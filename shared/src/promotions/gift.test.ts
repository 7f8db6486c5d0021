import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aGift, openLines } from '../../../test/factories/offer.js';
import { giftRuleSchema } from '../api/promotions/reductions.js';
import { gift, type GiftRule } from './gift.js';
import { isBenefit, type Offer } from './offer.js';

type Lines = [string, number, number?][];
const BUY_ONE_GET_ONE: Partial<GiftRule> = {
  ...{ counts: 'units', tiers: [{ from: 1, gifts: [] }] },
  ...{ repeats: true, givesTheSame: true },
};
const by = (rule: Partial<GiftRule>, lines: Lines, given: Partial<Offer> = {}) =>
  gift({ ...aGift(100, 'g', { rule }), ...given } as Offer<GiftRule>, openLines(...lines));
const given = (...asked: Parameters<typeof by>) => {
  const proposal = by(...asked);
  return isBenefit(proposal) ? proposal.gifts : proposal.reason;
};

describe('given a gift from 100 on', () => {
  it('when the goods come to exactly 100, then it is given; a fen less, then it is missing', () => {
    expect(by({}, [['a', 100]])).toEqual({
      ...{ discounts: [], freesFreight: false, units: 1, next: null },
      gifts: [{ skuId: 'g', quantity: 1 }],
    });
    expect(by({}, [['a', 99.99]])).toMatchObject({ reason: 'threshold', next: { missingFen: 1 } });
  });

  it('when every 100 gives one, then 350 gives three, and 50 more another', () => {
    expect(by({ repeats: true }, [['a', 350]])).toMatchObject({
      ...{ units: 3, gifts: [{ skuId: 'g', quantity: 3 }] },
      next: { missingFen: 5_000 },
    });
  });

  it('when two of three are left, then two are given; when none, then it says so', () => {
    const rule = { repeats: true };
    expect(given(rule, [['a', 350]], { allowance: 2 })).toEqual([{ skuId: 'g', quantity: 2 }]);
    expect(given(rule, [['a', 350]], { allowance: 0 })).toBe('allowance-used');
  });
});

describe('given tiers of gifts', () => {
  const tiers = [
    { from: 10_000, gifts: [{ skuId: 'g', quantity: 1 }] },
    { from: 20_000, gifts: [{ skuId: 'g', quantity: 2 }] },
  ];

  it('when two are reached, then the highest is given, alone', () => {
    expect(given({ tiers }, [['a', 200]])).toEqual([{ skuId: 'g', quantity: 2 }]);
  });

  it('when there is not enough left for the highest, then the one below', () => {
    expect(given({ tiers }, [['a', 200]], { allowance: 1 })).toEqual([{ skuId: 'g', quantity: 1 }]);
  });
});

describe('given 买一赠一', () => {
  const lines: Lines = [
    ['a', 10, 3],
    ['b', 20],
  ];

  it('when several are bought, then as many of each are given', () => {
    expect(given(BUY_ONE_GET_ONE, lines)).toEqual([
      { skuId: 'a', quantity: 3 },
      { skuId: 'b', quantity: 1 },
    ]);
  });

  it('when two are left, then two are given, in the order of the cart', () => {
    expect(given(BUY_ONE_GET_ONE, lines, { allowance: 2 })).toEqual([{ skuId: 'a', quantity: 2 }]);
  });

  it('when it takes two of the very same, then one of each is none, and says what is missing', () => {
    const rule = { ...BUY_ONE_GET_ONE, tiers: [{ from: 2, gifts: [] }] };
    const two: Lines = [
      ['a', 10],
      ['b', 20],
    ];
    expect(by(rule, two)).toMatchObject({ reason: 'threshold', next: { missingQuantity: 1 } });
    expect(by(rule, [['a', 10, 3]])).toMatchObject({ units: 1, next: { missingQuantity: 1 } });
  });
});

describe('what an operator may write', () => {
  const plain = { counts: 'units', tiers: [{ from: 1, gifts: [] }], givesTheSame: true };
  const refused = (rule: object) => !giftRuleSchema.safeParse({ ...plain, ...rule }).success;
  const [one, other] = ['01J00000000000000000000001', '01J00000000000000000000002'];
  const gifts = (...skuIds: (string | undefined)[]) =>
    skuIds.map((skuId) => ({ skuId, quantity: 1 }));

  it('when the same is given for money or by tiers, then it is refused', () => {
    expect(refused({})).toBe(false);
    expect(refused({ counts: 'fen' })).toBe(true);
    const tiers = [1, 2].map((from) => ({ from, gifts: [] }));
    expect(refused({ tiers })).toBe(true);
  });

  it('when no gift is named, or one twice, then it is refused', () => {
    const named = { givesTheSame: false };
    expect(refused({ ...named, tiers: [{ from: 1, gifts: gifts(one, other) }] })).toBe(false);
    expect(refused({ ...named, tiers: [{ from: 1, gifts: gifts(one, one) }] })).toBe(true);
    expect(refused({ ...named, tiers: [{ from: 1, gifts: [] }] })).toBe(true);
  });

  it('when nothing is said of refunds, then gifts go back with the goods', () => {
    expect(giftRuleSchema.parse(plain).onRefund).toBe('return');
  });
});

it('property: never more units than the limits leave, and more bought never earns less', () => {
  const lines = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 3 });
  const rules = fc.constantFrom<Partial<GiftRule>>(
    BUY_ONE_GET_ONE,
    { ...BUY_ONE_GET_ONE, repeats: false, tiers: [{ from: 3, gifts: [] }] },
    { repeats: true },
    { counts: 'units', tiers: [{ from: 4, gifts: [{ skuId: 'g', quantity: 2 }] }] },
  );
  const unitsOf = (proposal: ReturnType<typeof by>) =>
    isBenefit(proposal) ? proposal.gifts.reduce((sum, one) => sum + one.quantity, 0) : 0;
  fc.assert(
    fc.property(rules, lines, fc.integer({ min: 0, max: 40 }), (rule, cart, allowance) => {
      const cartOf = (more: number) =>
        cart.map((units, at): Lines[number] => ['abc'.charAt(at), 30, units + more]);
      const least = by(rule, cartOf(0), { allowance });
      expect(unitsOf(least)).toBeLessThanOrEqual(allowance);
      expect(isBenefit(least) ? least.units : 0).toBe(unitsOf(least));
      expect(unitsOf(by(rule, cartOf(1), { allowance }))).toBeGreaterThanOrEqual(unitsOf(least));
    }),
  );
});
