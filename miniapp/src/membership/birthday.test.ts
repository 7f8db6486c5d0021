import { describe, expect, it } from '@jest/globals';
import { memberProfileInputSchema } from '@siyu/shared';
import { birthdayFields, birthdayOf, daysOf, MONTHS, withMonth } from './birthday';

describe('given the birthday of the profile form', () => {
  it('when it is written and read, then it is the same', () => {
    expect(birthdayOf(birthdayFields('02-29'))).toBe('02-29');
    expect(birthdayOf(birthdayFields(null))).toBeNull();
  });

  it('when half of it is chosen, then there is none to send', () =>
    expect(birthdayOf({ month: '03', day: null })).toBeUndefined());

  it('when another month does not have the day, then the day is asked for anew', () => {
    expect(withMonth({ month: '01', day: '31' }, '02')).toEqual({ month: '02', day: null });
    expect(withMonth({ month: '01', day: '29' }, '02')).toEqual({ month: '02', day: '29' });
  });

  it('when any day on offer is chosen, then the server takes it', () => {
    const offered = MONTHS.flatMap((month) => daysOf(month).map((day) => `${month}-${day}`));
    expect(offered).toHaveLength(366);
    for (const birthday of offered) {
      expect(memberProfileInputSchema.safeParse({ nickname: null, birthday }).success).toBe(true);
    }
  });
});
