import { describe, expect, it } from '@jest/globals';
import { expiryNoticeAt, pointsExpiry } from './expiry.js';

const expiry = (at: string, months: number) => pointsExpiry(new Date(at), months)?.toISOString();

describe('when points lapse', () => {
  it('given a year, then at the end of the same month of the next', () =>
    expect(expiry('2026-11-18T04:00:00.000Z', 12)).toBe('2027-11-30T16:00:00.000Z'));

  it('given the last day of a longer month, then still at the end of the shorter one', () => {
    expect(expiry('2026-12-31T04:00:00.000Z', 2)).toBe('2027-02-28T16:00:00.000Z');
    expect(expiry('2027-12-31T04:00:00.000Z', 2)).toBe('2028-02-29T16:00:00.000Z');
  });

  it('given a UTC server past Beijing midnight, then it is the next month there', () => {
    expect(expiry('2026-11-30T15:59:59.999Z', 1)).toBe('2026-12-31T16:00:00.000Z');
    expect(expiry('2026-11-30T16:00:00.000Z', 1)).toBe('2027-01-31T16:00:00.000Z');
  });

  it('given no term, then never, and nobody is told', () => {
    expect(pointsExpiry(new Date('2026-11-18T04:00:00.000Z'), null)).toBeNull();
    expect(expiryNoticeAt(null, 7)).toBeNull();
  });
});
