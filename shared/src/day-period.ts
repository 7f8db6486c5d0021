import { beijingDay, beijingDayStart, daysAfter } from './beijing-time.js';

/** Beijing days, `YYYY-MM-DD`, the first and the last among them. */
export interface DayPeriod {
  fromDay: string;
  untilDay: string;
}

const DAY_MS = 86_400_000;

/** All days of a period, the first one first; none where it ends before it begins. */
export function daysOf({ fromDay, untilDay }: DayPeriod): string[] {
  const [from, until] = [beijingDayStart(fromDay), beijingDayStart(untilDay)];
  const count = Math.max(0, Math.round((until.getTime() - from.getTime()) / DAY_MS) + 1);
  return Array.from({ length: count }, (_, at) => beijingDay(daysAfter(from, at)));
}

/** A stretch of time: its first instant, and the one after its last. */
export interface Moments {
  from: Date;
  until: Date;
}

/** The instants at which a period begins and is over. */
export function momentsOf({ fromDay, untilDay }: DayPeriod): Moments {
  return { from: beijingDayStart(fromDay), until: daysAfter(beijingDayStart(untilDay), 1) };
}
