import { describe, expect, it } from '@jest/globals';
import { benefitsOf, ofKind, type MemberBenefit } from './benefits.js';

const tier = (...benefits: MemberBenefit[]) => ({ from: '金卡', benefits });
const plan = (...benefits: MemberBenefit[]) => ({ from: '年卡', benefits });
const freight = (id: string, perMonth: number | null): MemberBenefit => ({
  ...{ id, kind: 'free-freight', perMonth },
});
const price = (id: string, offBps: number): MemberBenefit => ({
  ...{ id, kind: 'price-off', scope: null, offBps, prices: [], combinesWith: [] },
});

describe('given a tier and a paid plan that both have a kind of benefit', () => {
  it('then the better of them is had, and says what it is better than', () =>
    expect(benefitsOf([tier(freight('a', 2)), plan(freight('b', 5))])).toEqual([
      { benefit: freight('b', 5), from: '年卡', insteadOf: ['金卡'] },
    ]));

  it('when one is without limit, then that one', () =>
    expect(benefitsOf([tier(freight('a', null)), plan(freight('b', 5))])).toMatchObject([
      { from: '金卡', insteadOf: ['年卡'] },
    ]));

  it('when they are equal, then the tier’s', () =>
    expect(benefitsOf([tier(freight('a', 2)), plan(freight('b', 2))])).toMatchObject([
      { from: '金卡', insteadOf: ['年卡'] },
    ]));

  it('when it is a price, then both are had: a line takes the lowest', () => {
    const held = benefitsOf([tier(price('a', 500)), plan(price('b', 1_000))]);
    expect(ofKind(held, 'price-off').map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
