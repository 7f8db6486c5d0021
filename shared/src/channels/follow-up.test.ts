import { describe, expect, it } from '@jest/globals';
import { followUpFacts } from './follow-up.js';

describe('given whom to call', () => {
  it('then birthdays are of this day in Beijing and the week after, the leap day among them', () => {
    const { birthdays } = followUpFacts(new Date('2026-02-24T16:30:00Z'));
    expect(birthdays[0]).toBe('02-25');
    expect(birthdays).toEqual(expect.arrayContaining(['02-28', '02-29', '03-01']));
    expect(birthdays.at(-1)).toBe('03-04');
  });

  it('then a customer has lapsed after 60 days, and a coupon is looked at for three', () => {
    const { lapsedBefore, couponsUntil } = followUpFacts(new Date('2026-03-02T00:00:00Z'));
    expect(lapsedBefore).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect(couponsUntil).toEqual(new Date('2026-03-05T00:00:00Z'));
  });
});
