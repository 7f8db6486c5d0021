import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CommissionRule } from '../api/ops/promoters.js';
import { fen, sumFen, type Fen } from '../money.js';
import {
  commissionLeft,
  commissionOf,
  countedByLine,
  earnerRates,
  earnersOf,
  highestBps,
  previewCommission,
  ratesFor,
  type KnownPromoter,
} from './commission.js';

const RULE: CommissionRule = {
  isOn: true,
  levels: 2,
  ownPurchasesEarn: false,
  sumMaxBps: 3_000,
  waitDays: 0,
  rates: { level1Bps: 1_000, level2Bps: 500 },
  ranks: [{ rank: 2, level1Bps: 1_200, level2Bps: 600 }],
  categories: [{ categoryId: 'tea', level1Bps: 1_500, level2Bps: 300 }],
  products: [{ productId: 'p1', level1Bps: 2_000, level2Bps: 2_000 }],
};

const promoter = (shopperId: string, over: Partial<KnownPromoter> = {}): KnownPromoter => ({
  ...{ shopperId, rank: 1, isApproved: true, recruitedBy: null },
  ...over,
});
const chain = [
  promoter('ann', { recruitedBy: 'bo' }),
  promoter('bo', { recruitedBy: 'cai' }),
  promoter('cai', { recruitedBy: 'di' }),
];

describe('who earns by an order', () => {
  const earning = (rule: Partial<CommissionRule>, ownerId: string | null, buyerId = 'zoe') =>
    earnersOf({ buyerId, ownerId }, chain, { ...RULE, ...rule }).map((one) => one.promoterId);

  it('given one level, then who brought the shopper', () =>
    expect(earning({ levels: 1 }, 'ann')).toEqual(['ann']));

  it('given two, then who recruited them as well, and nobody above', () =>
    expect(earning({}, 'ann')).toEqual(['ann', 'bo']));

  it('given commission is off, nobody brought them or only a shopper did, then nobody', () => {
    expect(earning({ isOn: false }, 'ann')).toEqual([]);
    expect(earning({}, null)).toEqual([]);
    expect(earning({}, 'zed')).toEqual([]);
  });

  it('given the first is suspended, then nobody moves up into their place', () => {
    const suspended = [promoter('ann', { isApproved: false, recruitedBy: 'bo' }), promoter('bo')];
    expect(earnersOf({ buyerId: 'zoe', ownerId: 'ann' }, suspended, RULE)).toEqual([]);
  });

  it('given promoters buy themselves, then they earn nothing unless the shop says so', () => {
    expect(earning({}, 'ann', 'ann')).toEqual([]);
    expect(earning({}, 'ann', 'bo')).toEqual(['ann']);
    expect(earning({ ownPurchasesEarn: true }, 'cai', 'ann')).toEqual(['ann', 'bo']);
  });
});

describe('the rate of a product', () => {
  const level1 = (productId: string, categoryIds: string[], rank: number) =>
    ratesFor(RULE, { productId, categoryIds }, rank).level1Bps;

  it('given several fit, then product goes before category, rank and default', () => {
    expect(level1('p1', ['tea'], 2)).toBe(2_000);
    expect(level1('p2', ['green', 'tea'], 2)).toBe(1_500);
    expect(level1('p2', ['cups'], 2)).toBe(1_200);
    expect(level1('p2', [], 1)).toBe(1_000);
  });

  it('given both levels want more than the cap, then the second gets what is left', () => {
    const earners = earnersOf({ buyerId: 'zoe', ownerId: 'ann' }, chain, RULE);
    const rates = earnerRates(RULE, { productId: 'p1', categoryIds: [] }, earners);
    expect(rates.map(({ rateBps }) => rateBps)).toEqual([2_000, 1_000]);
  });
});

describe('case 52: what of an order counts', () => {
  it('given half was paid by bonus, then half of each line does', () =>
    expect(
      countedByLine({
        payablesFen: [fen(6_000), fen(4_000)],
        freightFen: fen(0),
        countedFen: fen(5_000),
      }),
    ).toEqual([3_000, 2_000]));

  it('given freight, then it takes its share and earns nothing', () =>
    expect(
      countedByLine({ payablesFen: [fen(900)], freightFen: fen(100), countedFen: fen(1_000) }),
    ).toEqual([900]));

  it('given nothing was paid in money, then nothing', () =>
    expect(
      countedByLine({ payablesFen: [fen(0)], freightFen: fen(0), countedFen: fen(0) }),
    ).toEqual([0]));
});

const amount = fc.integer({ min: 0, max: 50_000_000 }).map(fen);
const bps = fc.integer({ min: 0, max: 3_000 });
const rates = fc.record({ level1Bps: bps, level2Bps: bps });
const anyRule: fc.Arbitrary<CommissionRule> = fc.record({
  isOn: fc.boolean(),
  levels: fc.constantFrom(1 as const, 2 as const),
  ownPurchasesEarn: fc.boolean(),
  sumMaxBps: bps,
  waitDays: fc.constant(0),
  rates,
  ranks: fc.array(
    rates.map((one) => ({ ...one, rank: 1 })),
    { maxLength: 1 },
  ),
  categories: fc.array(
    rates.map((one) => ({ ...one, categoryId: 'tea' })),
    { maxLength: 1 },
  ),
  products: fc.array(
    rates.map((one) => ({ ...one, productId: 'p1' })),
    { maxLength: 1 },
  ),
});

/** All commission of an order with lines of these sums, all paid in money. */
function whole(rule: CommissionRule, payablesFen: readonly Fen[], refundedFen: readonly Fen[]) {
  const earners = earnersOf({ buyerId: 'zoe', ownerId: 'ann' }, chain, rule);
  const place = { productId: 'p1', categoryIds: ['tea'] };
  const parts = payablesFen.flatMap((payableFen, at) =>
    earnerRates(rule, place, earners).map(({ rateBps }) =>
      commissionLeft(commissionOf(payableFen, rateBps), {
        payableFen,
        refundedFen: refundedFen[at] ?? fen(0),
      }),
    ),
  );
  return { earners, totalFen: sumFen(parts) };
}

describe('the commission of any order under any rule', () => {
  it('is never more than what is paid for it times the highest configured rate', () =>
    fc.assert(
      fc.property(anyRule, fc.array(fc.tuple(amount, amount), { maxLength: 5 }), (rule, lines) => {
        const payables = lines.map(([payable]) => payable);
        const refunds = lines.map(([payable, back]) => fen(Math.min(payable, back)));
        const keptFen = sumFen(payables) - sumFen(refunds);
        const { earners, totalFen } = whole(rule, payables, refunds);
        expect(totalFen * 10_000).toBeLessThanOrEqual(keptFen * highestBps(rule));
        expect(earners.length).toBeLessThanOrEqual(rule.levels);
        expect(earners.every(({ level }) => level === 1 || level === 2)).toBe(true);
      }),
    ));

  it('is nothing after a full refund, and never grows with what goes back', () =>
    fc.assert(
      fc.property(
        anyRule,
        fc.array(amount.filter((one) => one > 0)),
        amount,
        (rule, lines, back) => {
          expect(whole(rule, lines, lines).totalFen).toBe(0);
          const some = lines.map((payable) => fen(Math.min(payable, back)));
          expect(whole(rule, lines, some).totalFen).toBeLessThanOrEqual(
            whole(rule, lines, []).totalFen,
          );
        },
      ),
    ));
});

describe('a preview of an order', () => {
  it('given two products, then what each level would get', () => {
    const lines = [
      { productId: 'p1', categoryIds: [], paidFen: fen(10_000) },
      { productId: 'p2', categoryIds: [], paidFen: fen(999) },
    ];
    expect(previewCommission(RULE, lines, [1, 1])).toEqual([
      { level: 1, amountFen: 2_099, rateBps: [2_000, 1_000] },
      { level: 2, amountFen: 1_049, rateBps: [1_000, 500] },
    ]);
    expect(previewCommission({ ...RULE, levels: 1 }, lines, [1, 1])).toHaveLength(1);
  });
});
