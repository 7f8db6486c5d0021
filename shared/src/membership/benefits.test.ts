import { describe, expect, it } from '@jest/globals';
import { benefitsOf, multiplierOf, ofKind, type MemberBenefit } from './benefits.js';

const END = new Date('2026-12-18T16:00:00.000Z');
const tier = (...benefits: MemberBenefit[]) => ({ from: '金卡', benefits, until: null });
const plan = (...benefits: MemberBenefit[]) => ({ from: '年卡', benefits, until: END });
const freight = (id: string, perMonth: number | null): MemberBenefit => ({
  ...{ id, kind: 'free-freight', perMonth },
});
const price = (id: string, offBps: number): MemberBenefit => ({
  ...{ id, kind: 'price-off', scope: null, offBps, prices: [], combinesWith: [] },
});

describe('given a tier and a paid plan that both have a kind of benefit', () => {
  it('then the better of them is had, and says what it is better than', () =>
    expect(benefitsOf([tier(freight('a', 2)), plan(freight('b', 5))])).toEqual([
      { benefit: freight('b', 5), from: '年卡', until: END, insteadOf: ['金卡'] },
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

describe('by how much a member’s purchases count', () => {
  const times = (kind: 'growth-multiplier' | 'points-multiplier', multiplierBps: number) => ({
    ...{ id: `${kind}-${multiplierBps}`, kind, multiplierBps },
  });

  it('given no multiplier, then once', () =>
    expect(multiplierOf([], 'growth-multiplier')).toBe(10_000));

  it('given one of the tier and one of a plan, then by the better: they never multiply', () => {
    const both = [times('growth-multiplier', 12_000), times('growth-multiplier', 15_000)];
    expect(multiplierOf(benefitsOf([tier(both[0]!), plan(both[1]!)]), 'growth-multiplier')).toBe(
      15_000,
    );
  });

  it('given one of points, then growth counts once', () =>
    expect(
      multiplierOf(benefitsOf([tier(times('points-multiplier', 20_000))]), 'growth-multiplier'),
    ).toBe(10_000));

  it('given one below once, then once: a benefit takes nothing', () =>
    expect(
      multiplierOf(benefitsOf([tier(times('growth-multiplier', 5_000))]), 'growth-multiplier'),
    ).toBe(10_000));
});
