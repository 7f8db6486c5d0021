import { describe, expect, it } from '@jest/globals';
import { beijingDay, beijingDayStart, beijingMinute, daysAfter } from './beijing-time.js';

describe('the Beijing calendar on a UTC server', () => {
  it('then a minute is told as people read it, past midnight too', () => {
    expect(beijingMinute(new Date('2026-11-18T12:00:59.999Z'))).toBe('2026年11月18日 20:00');
    expect(beijingMinute(new Date('2026-12-31T16:05:00.000Z'))).toBe('2027年1月1日 00:05');
  });

  it('given the last millisecond before Beijing midnight, then it is still that day', () => {
    expect(beijingDay(new Date('2028-02-28T15:59:59.999Z'))).toBe('2028-02-28');
  });

  it('given Beijing midnight, then the leap day has begun', () => {
    expect(beijingDay(new Date('2028-02-28T16:00:00.000Z'))).toBe('2028-02-29');
  });

  it('given a day, then it begins at 16:00 UTC of the day before', () => {
    expect(beijingDayStart('2026-01-01').toISOString()).toBe('2025-12-31T16:00:00.000Z');
  });

  it('given a deadline in days, then it falls at the same time of day', () => {
    const at = new Date('2026-11-18T04:00:00.000Z');
    expect(daysAfter(at, 7).toISOString()).toBe('2026-11-25T04:00:00.000Z');
  });
});
