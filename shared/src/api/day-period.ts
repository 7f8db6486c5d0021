import { z } from 'zod';
import { daysOf, type DayPeriod } from '../day-period.js';

export const daySchema = z.iso.date().describe('a Beijing day');
/** The first day and the last, both included. */
export const periodFields = { fromDay: daySchema, untilDay: daySchema };

/** For `refine`: a period of one day at least and so many at most. */
export function ofDays(daysMax: number) {
  const isWithin = (period: DayPeriod) => {
    const days = daysOf(period).length;
    return days > 0 && days <= daysMax;
  };
  return [
    isWithin,
    { message: `a period of 1 to ${daysMax} days`, path: ['untilDay'] as string[] },
  ] as const;
}
