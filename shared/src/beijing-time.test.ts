import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  beijingDay,
  beijingDayStart,
  beijingMinute,
  beijingMonth,
  birthdaysOn,
  daysAfter,
  monthsAfter,
  monthsBefore,
} from './beijing-time.js';

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

describe('a period of calendar months in Beijing', () => {
  const ends = (at: string, months: number) => monthsAfter(new Date(at), months).toISOString();

  it('then it ends with the day that corresponds to the one it began on', () => {
    expect(ends('2026-03-10T07:00:00.000Z', 12)).toBe('2027-03-10T16:00:00.000Z');
    expect(ends('2026-03-10T16:30:00.000Z', 1)).toBe('2026-04-11T16:00:00.000Z');
    expect(ends('2027-02-28T16:00:00.000Z', 1)).toBe('2027-03-31T16:00:00.000Z');
    expect(ends('2026-12-31T04:00:00.000Z', 2)).toBe('2027-02-28T16:00:00.000Z');
  });

  it('case 43: given a month without that day, then with its last, the leap day too', () => {
    expect(ends('2027-01-31T04:00:00.000Z', 1)).toBe('2027-02-28T16:00:00.000Z');
    expect(ends('2028-01-31T04:00:00.000Z', 1)).toBe('2028-02-29T16:00:00.000Z');
    expect(ends('2028-02-29T04:00:00.000Z', 12)).toBe('2029-02-28T16:00:00.000Z');
  });

  it('case 43: given one that follows another at midnight, then the day does not drift', () => {
    const first = monthsAfter(new Date('2026-03-10T07:00:00.000Z'), 12);
    expect(ends(first.toISOString(), 12)).toBe('2028-03-10T16:00:00.000Z');
  });

  it('case 47: given the last millisecond of a month in Beijing, then the next has not begun', () => {
    expect(beijingMonth(new Date('2026-12-31T15:59:59.999Z'))).toBe('2026-12');
    expect(beijingMonth(new Date('2026-12-31T16:00:00.000Z'))).toBe('2027-01');
  });

  it('case 43: given a birthday on 29 February, then it is kept on the 28th where there is none', () => {
    expect(birthdaysOn('2027-02-28')).toEqual(['02-28', '02-29']);
    expect(birthdaysOn('2028-02-28')).toEqual(['02-28']);
    expect(birthdaysOn('2028-02-29')).toEqual(['02-29']);
  });

  it('then what began after `monthsBefore` is what still lasts', () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 900 }),
        fc.constantFrom(-1, 0, 1, 43_200_000),
        fc.integer({ min: 1, max: 26 }),
        (at, days, ms, months) => {
          const midnight = beijingDayStart(beijingDay(daysAfter(at, -days)));
          const began = new Date(midnight.getTime() + ms);
          expect(at < monthsAfter(began, months)).toBe(began > monthsBefore(at, months));
        },
      ),
      { numRuns: 2_000 },
    ));
});
