import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aFullReduction, openLines } from '../../../test/factories/offer.js';
import { fullReductionRuleSchema } from '../api/promotions/reductions.js';
import { fen, sumFen } from '../money.js';
import { fullReduction, type FullReductionRule } from './full-reduction.js';
import { isBenefit } from './offer.js';

const amount = (yuan: number) => ({ kind: 'amount' as const, offFen: fen(yuan * 100) });
const percent = (offBps: number) => ({ kind: 'percent' as const, offBps });
const by = (rule: Partial<FullReductionRule>, ...lines: [string, number, number?][]) =>
  fullReduction(aFullReduction(100, 20, { rule }), openLines(...lines));
const savedBy = (...asked: Parameters<typeof by>) => {
  const proposal = by(...asked);
  return isBenefit(proposal) ? sumFen(proposal.discounts.map((one) => one.amountFen)) : null;
};

describe('given 满 100 减 20', () => {
  it('when the goods come to exactly 100, then 20 is off; a fen less, then what is missing', () => {
    expect(savedBy({}, ['a', 100])).toBe(2_000);
    expect(by({}, ['a', 99.99])).toEqual({
      reason: 'threshold',
      next: { missingFen: 1, missingQuantity: null, savesFen: 2_000 },
    });
  });

  it('when they come to 350, then 20 is off once, and there is no more to get', () => {
    expect(savedBy({}, ['a', 350])).toBe(2_000);
    expect(by({}, ['a', 350])).toMatchObject({ next: null });
  });

  it('when each 100 counts (每满减), then 60 is off 350, and 50 more takes off 80', () => {
    expect(savedBy({ repeats: true }, ['a', 350])).toBe(6_000);
    expect(by({ repeats: true }, ['a', 350])).toMatchObject({
      next: { missingFen: 5_000, savesFen: 8_000 },
    });
  });
});

describe('given tiers', () => {
  const tiers = [
    { from: 10_000, reduction: amount(10) },
    { from: 20_000, reduction: amount(30) },
  ];

  it('when two are reached, then the highest counts; when one, then the next is said', () => {
    expect(savedBy({ tiers }, ['a', 200])).toBe(3_000);
    expect(by({ tiers }, ['a', 150])).toMatchObject({
      next: { missingFen: 5_000, savesFen: 3_000 },
    });
  });
});

describe('given 满 2 件 8 折', () => {
  const rule = { counts: 'units' as const, tiers: [{ from: 2, reduction: percent(2_000) }] };

  it('when there are two units of any lines, then a fifth is off, the broken fen kept', () => {
    expect(savedBy(rule, ['a', 0.33], ['b', 0.34])).toBe(13);
    expect(by(rule, ['a', 0.33])).toEqual({
      reason: 'threshold',
      next: { missingFen: null, missingQuantity: 1, savesFen: null },
    });
  });

  it('when it is of money, then what the next tier saves at its threshold is said', () => {
    const tiers = [{ from: 20_000, reduction: percent(1_000) }];
    expect(by({ tiers }, ['a', 150])).toMatchObject({
      next: { missingFen: 5_000, savesFen: 2_000 },
    });
  });
});

describe('what an operator may write', () => {
  const refused = (rule: object) => !fullReductionRuleSchema.safeParse(rule).success;

  it('when a higher tier takes less off, or another sort of reduction, then it is refused', () => {
    const tiers = (first: object, second: object) => ({
      counts: 'fen',
      tiers: [
        { from: 10_000, reduction: first },
        { from: 20_000, reduction: second },
      ],
    });
    expect(refused(tiers(amount(20), amount(10)))).toBe(true);
    expect(refused(tiers(amount(20), amount(20)))).toBe(true);
    expect(refused(tiers(amount(20), percent(2_000)))).toBe(true);
    expect(refused(tiers(amount(20), amount(30)))).toBe(false);
  });

  it('when nothing is off, tiers do not ascend, or a percentage repeats, then it is refused', () => {
    const one = (reduction: object, repeats = false) => ({
      ...{ counts: 'fen', repeats },
      tiers: [{ from: 10_000, reduction }],
    });
    expect(refused(one(amount(0)))).toBe(true);
    expect(refused(one(percent(1_000), true))).toBe(true);
    expect(refused(one(amount(10), true))).toBe(false);
    const same = [1, 1].map((from) => ({ from, reduction: amount(from) }));
    expect(refused({ counts: 'fen', tiers: same })).toBe(true);
  });
});

it('property: nothing falls below zero, and whoever buys more of a line never pays less off', () => {
  const tier = fc.record({ from: fc.integer({ min: 1, max: 500 }), off: fc.integer({ min: 1 }) });
  fc.assert(
    fc.property(
      fc.array(tier, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('fen' as const, 'units' as const),
      fc.array(fc.tuple(fc.integer({ max: 300, min: 0 }), fc.integer({ min: 1, max: 9 })), {
        minLength: 1,
        maxLength: 3,
      }),
      (drawn, counts, cart) => {
        const steps = drawn.map(({ from }) => from).sort((a, b) => a - b);
        const offs = drawn.map(({ off }) => off % 9_000).sort((a, b) => a - b);
        const tiers = steps.map((from, at) => ({
          from: counts === 'fen' ? from * 100 : (from % 20) + at * 20 + 1,
          reduction: amount((offs[at] ?? 0) + 1),
        }));
        const lines = cart.map(([yuan, units], at): [string, number, number] => [
          'abc'.charAt(at),
          yuan + 0.37,
          units,
        ]);
        const proposal = by({ counts, tiers }, ...lines);
        for (const line of openLines(...lines)) {
          const off = isBenefit(proposal)
            ? proposal.discounts.find((one) => one.skuId === line.skuId)?.amountFen
            : 0;
          expect(off ?? 0).toBeLessThanOrEqual(line.dueFen);
        }
        const [first, ...rest] = lines;
        if (!first) return;
        const more: [string, number, number] = [first[0], first[1], (first[2] ?? 1) + 1];
        const least = savedBy({ counts, tiers }, first, ...rest) ?? 0;
        expect(savedBy({ counts, tiers }, more, ...rest) ?? 0).toBeGreaterThanOrEqual(least);
      },
    ),
  );
});
