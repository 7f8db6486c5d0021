import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import type { WithdrawalRule } from '../api/ops/promoters.js';
import { monthlyTax, refusalToWithdraw, withheldOf } from './withdrawal.js';

const RULE: WithdrawalRule = {
  minFen: fen(1_000),
  dailyMaxFen: fen(200_000),
  dailyTimesMax: 3,
  approveAboveFen: fen(50_000),
  tax: {
    freeMonthlyFen: fen(80_000),
    above: 'withheld',
    flatUpToFen: fen(400_000),
    costBps: 2_000,
    brackets: [
      { upToFen: fen(2_000_000), rateBps: 2_000, lessFen: fen(0) },
      { upToFen: fen(5_000_000), rateBps: 3_000, lessFen: fen(200_000) },
      { upToFen: null, rateBps: 4_000, lessFen: fen(700_000) },
    ],
  },
};
const facts = {
  settledFen: fen(100_000),
  todayFen: fen(0),
  todayTimes: 0,
  monthFen: fen(0),
  monthTaxFen: fen(0),
};
const asked = (amountFen: number, over: Partial<typeof facts> = {}, rule = RULE) =>
  refusalToWithdraw(fen(amountFen), { ...facts, ...over }, rule);

describe('a withdrawal', () => {
  it('given the least, the balance and the day allow it, then it may; a fen beyond, it may not', () => {
    expect(asked(1_000)).toBeNull();
    expect(asked(999)).toMatchObject({ code: 'WITHDRAWAL_LIMIT', facts: { minFen: 1_000 } });
    expect(asked(100_000)).toBeNull();
    expect(asked(100_001)).toMatchObject({ code: 'COMMISSION_INSUFFICIENT' });
    expect(asked(50_000, { todayFen: fen(150_000) })).toBeNull();
    expect(asked(50_001, { todayFen: fen(150_000) })).toMatchObject({ code: 'WITHDRAWAL_LIMIT' });
    expect(asked(1_000, { todayTimes: 3 })).toMatchObject({ facts: { dailyTimesMax: 3 } });
  });

  it('given commission is owed back, then nothing may be withdrawn', () =>
    expect(asked(1_000, { settledFen: fen(-1) })).toMatchObject({
      code: 'COMMISSION_INSUFFICIENT',
    }));

  it('given the shop withholds no tax, then a month’s sum ends where tax begins', () => {
    const rule = { ...RULE, tax: { ...RULE.tax, above: 'refused' as const } };
    expect(asked(10_000, { monthFen: fen(70_000) }, rule)).toBeNull();
    expect(asked(10_001, { monthFen: fen(70_000) }, rule)).toMatchObject({
      facts: { freeMonthlyFen: 80_000 },
    });
  });
});

describe('the tax withheld', () => {
  it.each([
    [80_000, 0],
    [80_005, 1],
    [400_000, 64_000],
    [400_010, 64_001],
    [2_500_000, 400_000],
    [6_250_000, 1_300_000],
  ])('of an income of %d fen in a month is %d', (income, tax) =>
    expect(monthlyTax(fen(income), RULE.tax)).toBe(tax),
  );

  it('of several withdrawals of a month is that of their sum', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000_000 }), { maxLength: 6 }), (sums) => {
        let [monthFen, monthTaxFen] = [0, 0];
        for (const sum of sums) {
          const month = { monthFen: fen(monthFen), monthTaxFen: fen(monthTaxFen) };
          monthTaxFen += withheldOf(fen(sum), month, RULE.tax);
          monthFen += sum;
        }
        expect(monthTaxFen).toBe(monthlyTax(fen(monthFen), RULE.tax));
      }),
    ));
});
