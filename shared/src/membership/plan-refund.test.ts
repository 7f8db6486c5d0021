import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter } from '../beijing-time.js';
import { fen } from '../money.js';
import { PLAN_REFUND_CAUSES, planRefund, type PlanRefundFacts } from './plan-refund.js';

const BEGIN = new Date('2026-11-18T16:00:00.000Z');
/** Thirty days at ¥30, bought the instant it begins. */
const aFact = (over: Partial<PlanRefundFacts> = {}): PlanRefundFacts => ({
  ...{ paidFen: fen(3_000), paidAt: BEGIN, beginsAt: BEGIN, endsAt: daysAfter(BEGIN, 30) },
  ...{ savedFen: fen(0), couponsFen: fen(0), ...over },
});

describe('case 45: what a paid term returns', () => {
  it('given nothing was used, when it is given back on the seventh day, then all of it', () =>
    expect(planRefund(aFact(), 'shopper', daysAfter(BEGIN, 7))).toMatchObject({
      ...{ amountFen: 3_000, isWhole: true, unusedDays: 30 },
    }));

  it('given nothing was used, when it is an instant later, then the unused days, begun ones too', () =>
    expect(planRefund(aFact(), 'shopper', new Date(daysAfter(BEGIN, 7).getTime() + 1))).toEqual({
      ...{ totalDays: 30, unusedDays: 23, unusedFen: 2_300, benefitsFen: 0, amountFen: 2_300 },
      isWhole: false,
    }));

  it('given benefits gave ¥5, then the unused days less those, on the first day as well', () =>
    expect(planRefund(aFact({ savedFen: fen(500) }), 'shopper', BEGIN)).toMatchObject({
      ...{ unusedFen: 3_000, benefitsFen: 500, amountFen: 2_500 },
    }));

  it('given coupons gave the rest, then nothing, and nobody owes anything', () =>
    expect(
      planRefund(
        aFact({ savedFen: fen(2_000), couponsFen: fen(9_000) }),
        'shopper',
        daysAfter(BEGIN, 10),
      ),
    ).toMatchObject({ unusedFen: 2_000, benefitsFen: 2_000, amountFen: 0 }));

  it('given the reason is the shop’s, then what benefits gave is the member’s', () =>
    expect(planRefund(aFact({ savedFen: fen(2_000) }), 'shop', daysAfter(BEGIN, 10))).toMatchObject(
      { amountFen: 2_000, benefitsFen: 0 },
    ));

  it('given it has not begun, when it is given back months after it was paid, then all of it', () =>
    expect(
      planRefund(aFact({ paidAt: new Date('2026-01-01') }), 'shopper', daysAfter(BEGIN, -1)),
    ).toMatchObject({ amountFen: 3_000, isWhole: true }));

  it('given it is over, then nothing', () =>
    expect(planRefund(aFact(), 'shopper', daysAfter(BEGIN, 30)).amountFen).toBe(0));

  const anAmount = fc.integer({ min: 0, max: 1_000_000 }).map(fen);
  const anyCase = fc.record({
    facts: fc.record({
      ...{ paidFen: anAmount, savedFen: anAmount, couponsFen: anAmount },
      days: fc.integer({ min: 1, max: 400 }),
      paidBefore: fc.integer({ min: 0, max: 400 }),
    }),
    cause: fc.constantFrom(...PLAN_REFUND_CAUSES),
    after: fc.double({ min: -10, max: 420, noNaN: true }),
  });
  const factsOf = ({
    days,
    paidBefore,
    ...money
  }: { days: number; paidBefore: number } & Pick<
    PlanRefundFacts,
    'paidFen' | 'savedFen' | 'couponsFen'
  >): PlanRefundFacts => ({
    ...{ ...money, paidAt: daysAfter(BEGIN, -paidBefore), beginsAt: BEGIN },
    endsAt: daysAfter(BEGIN, days),
  });

  it('given anything, then never below nothing, never above what was paid, and it adds up', () =>
    fc.assert(
      fc.property(anyCase, ({ facts, cause, after }) => {
        const { paidFen } = facts;
        const refund = planRefund(factsOf(facts), cause, daysAfter(BEGIN, after));
        expect(refund.amountFen).toBeGreaterThanOrEqual(0);
        expect(refund.amountFen).toBeLessThanOrEqual(paidFen);
        expect(refund.amountFen).toBe(refund.unusedFen - refund.benefitsFen);
        expect(refund.unusedDays).toBeLessThanOrEqual(refund.totalDays);
      }),
    ));

  it('given anything, then waiting never returns more', () =>
    fc.assert(
      fc.property(anyCase, fc.double({ min: 0, max: 30, noNaN: true }), (one, more) => {
        const at = (days: number) =>
          planRefund(factsOf(one.facts), one.cause, daysAfter(BEGIN, days)).amountFen;
        expect(at(one.after + more)).toBeLessThanOrEqual(at(one.after));
      }),
    ));
});
