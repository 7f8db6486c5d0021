import { beijingDay, birthdaysOn, daysAfter } from '../beijing-time.js';

/** Why staff call a customer of theirs. */
export const FOLLOW_UPS = ['new', 'lapsed', 'birthday', 'coupon'] as const;
export type FollowUp = (typeof FOLLOW_UPS)[number];

const LAPSED_DAYS = 60;
const BIRTHDAY_DAYS = 7;
const COUPON_DAYS = 3;

/** By what the customers to call are found. */
export interface FollowUpFacts {
  /** Whose last order is older has lapsed. */
  lapsedBefore: Date;
  /** Birthdays, `MM-DD`, of today and the days that follow. */
  birthdays: string[];
  /** A coupon that ends before is about to expire. */
  couponsUntil: Date;
}

export function followUpFacts(now: Date): FollowUpFacts {
  const days = Array.from({ length: BIRTHDAY_DAYS + 1 }, (_, at) => beijingDay(daysAfter(now, at)));
  return {
    lapsedBefore: daysAfter(now, -LAPSED_DAYS),
    birthdays: days.flatMap(birthdaysOn),
    couponsUntil: daysAfter(now, COUPON_DAYS),
  };
}
