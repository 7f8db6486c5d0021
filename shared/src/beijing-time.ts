/** China keeps one time zone and no summer time since 1991: a fixed offset is exact. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The Beijing calendar day of an instant, `YYYY-MM-DD`: the one function they go through. */
export function beijingDay(at: Date): string {
  return new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}

/** The Beijing calendar month of an instant, `YYYY-MM`. */
export function beijingMonth(at: Date): string {
  return beijingDay(at).slice(0, 7);
}

/** The instant at which the Beijing month of an instant began. */
export function beijingMonthStart(at: Date): Date {
  return beijingDayStart(`${beijingMonth(at)}-01`);
}

/**
 * The birthdays, `MM-DD`, kept on a day (`YYYY-MM-DD`): its own, and on the last of February that of
 * the leap day in years that have none.
 */
export function birthdaysOn(day: string): string[] {
  const birthday = day.slice(5);
  const next = beijingDay(daysAfter(beijingDayStart(day), 1));
  const isLastOfFebruary = birthday === '02-28' && next.endsWith('03-01');
  return isLastOfFebruary ? [birthday, '02-29'] : [birthday];
}

/** The Beijing minute of an instant as people read it: `2026年11月18日 20:00`. */
export function beijingMinute(at: Date): string {
  const [day, time] = new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString().split('T');
  const [year, month, date] = (day ?? '').split('-').map(Number);
  return `${year}年${month}月${date}日 ${time?.slice(0, 5)}`;
}

/** The instant at which a Beijing day (`YYYY-MM-DD`) begins. */
export function beijingDayStart(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - BEIJING_OFFSET_MS);
}

/** The end of the Beijing month that comes `months` after the one of `at`: the next one's start. */
export function endOfMonthAfter(at: Date, months: number): Date {
  const beijing = new Date(at.getTime() + BEIJING_OFFSET_MS);
  const next = Date.UTC(beijing.getUTCFullYear(), beijing.getUTCMonth() + months + 1);
  return new Date(next - BEIJING_OFFSET_MS);
}

/** `days` × 24 h after an instant (a deadline, not a calendar step). */
export function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
}

/** `minutes` after an instant. */
export function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}

/**
 * When a period of calendar months that begins at `at` is over: at the end of the Beijing day that
 * corresponds to the one it began on, or of that month's last day where there is none (民法典 art.
 * 202 and 203). One that begins with a day ends with the day before the corresponding one, so that
 * periods that follow one another do not drift.
 */
export function monthsAfter(at: Date, months: number): Date {
  const { month, day } = calendarDay(at);
  const isThere = day <= daysIn(month + months);
  if (!isThere) return startOf(month + months + 1, 1);
  const corresponding = startOf(month + months, day);
  return at > startOf(month, day) ? daysAfter(corresponding, 1) : corresponding;
}

/** What began after this instant, and no earlier, lasts beyond `at` by `monthsAfter`. */
export function monthsBefore(at: Date, months: number): Date {
  const { month, day } = calendarDay(at);
  const isThere = day <= daysIn(month - months);
  if (isThere) return startOf(month - months, day);
  return new Date(startOf(month - months + 1, 1).getTime() - 1);
}

/** A Beijing day; its month counted from the year 0. */
function calendarDay(at: Date): { month: number; day: number } {
  const beijing = new Date(at.getTime() + BEIJING_OFFSET_MS);
  const month = beijing.getUTCFullYear() * 12 + beijing.getUTCMonth();
  return { month, day: beijing.getUTCDate() };
}

function daysIn(month: number): number {
  return new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
}

function startOf(month: number, day: number): Date {
  return new Date(Date.UTC(Math.floor(month / 12), month % 12, day) - BEIJING_OFFSET_MS);
}
