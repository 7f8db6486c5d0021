import { describe, expect, it } from '@jest/globals';
import { addedBy, countText, lastDay, progressPercent } from './standing';

describe('given a member on the ladder', () => {
  const next = { tier: { threshold: 3_000 } };
  it('when something is missing, then the bar is not full, and never below nothing', () => {
    expect(progressPercent({ growth: 2_874, next })).toBe(95);
    expect(progressPercent({ growth: 2_999, next })).toBe(99);
    expect(progressPercent({ growth: -5, next })).toBe(0);
  });
  it('when they stand at the top, then there is no bar', () =>
    expect(progressPercent({ growth: 5_000, next: null })).toBeNull());
  it('when the tier ends with a Beijing day, then that day is named, not the next', () => {
    expect(lastDay('2027-11-30T16:00:00.000Z')).toBe('2027-11-30');
    expect(lastDay('2027-11-30T15:59:59.999Z')).toBe('2027-11-30');
  });
});

describe('given the benefits of two tiers', () => {
  it('when they are compared, then what is new or more is added', () => {
    const three = { kind: 'free-freight', measure: 3 };
    const twice = { kind: 'points-multiplier', measure: 20_000 };
    expect(addedBy([{ ...three, measure: 5 }, twice], [three, twice])).toEqual([
      { kind: 'free-freight', measure: 5 },
    ]);
  });
});

describe('given counts', () => {
  it('when they are large, then their thousands stand apart', () =>
    expect([0, 999, 1_000, 1_234_567, -2_500].map(countText)).toEqual([
      '0',
      '999',
      '1,000',
      '1,234,567',
      '-2,500',
    ]));
});
