import { describe, expect, it } from '@jest/globals';
import { pointsMonths } from './points-month.js';

describe('the report of points', () => {
  it('given months with and without anything, then each says what is owed at its end', () => {
    const turnover = [
      { month: '2026-11', kind: 'points-earned' as const, amount: -500 },
      { month: '2026-11', kind: 'points-captured' as const, amount: 120 },
      { month: '2027-01', kind: 'points-given-back' as const, amount: -20 },
      { month: '2027-01', kind: 'points-expired' as const, amount: 100 },
      { month: '2027-01', kind: 'points-adjusted' as const, amount: 7 },
    ];
    const none = { issued: 0, takenBack: 0, spent: 0, givenBack: 0, expired: 0, adjusted: 0 };
    const report = pointsMonths(['2026-11', '2026-12', '2027-01'], 50, turnover, 20);
    expect(report).toEqual([
      { ...none, month: '2026-11', issued: 500, spent: 120, outstanding: 430, liabilityFen: 2_150 },
      { ...none, month: '2026-12', outstanding: 430, liabilityFen: 2_150 },
      {
        ...{ ...none, month: '2027-01', givenBack: 20, expired: 100, adjusted: -7 },
        ...{ outstanding: 343, liabilityFen: 1_715 },
      },
    ]);
  });

  it('given debts beyond what others have, then nothing is owed', () =>
    expect(pointsMonths(['2026-11'], -10, [], 100)[0]).toMatchObject({
      outstanding: -10,
      liabilityFen: 0,
    }));
});
