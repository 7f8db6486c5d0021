import { beijingDay, beijingDayStart, daysAfter, daysOf, minutesAfter } from '@siyu/shared';

/** WeChat has made a day's bills by ten the next morning, and keeps them for three months. */
const READY_AFTER_MINUTES = 10 * 60;
const KEPT_DAYS = 90;

/** The last Beijing day whose bills WeChat has made. */
export function lastBillDay(now: Date): string {
  return beijingDay(daysAfter(minutesAfter(now, -READY_AFTER_MINUTES), -1));
}

/** The first Beijing day whose bills WeChat still has. */
export function firstBillDay(now: Date): string {
  return beijingDay(daysAfter(now, -KEPT_DAYS));
}

/** The days after the last one that is there; at first, only the last whose bills are made. */
export function newBillDays(last: string | null, now: Date): string[] {
  const untilDay = lastBillDay(now);
  if (last === null) return [untilDay];
  const first = firstBillDay(now);
  return daysOf({ fromDay: last < first ? first : last, untilDay }).filter((day) => day > last);
}

/** The Beijing day before one. */
export function dayBefore(day: string): string {
  return beijingDay(daysAfter(beijingDayStart(day), -1));
}
