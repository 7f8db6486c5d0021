/** A birthday in its two fields; null where nothing is chosen. */
export interface BirthdayFields {
  month: string | null;
  day: string | null;
}

/** Days of each month in a leap year, in which every birthday exists. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function birthdayFields(birthday: string | null): BirthdayFields {
  const [month = null, day = null] = birthday?.split('-') ?? [];
  return { month, day };
}

/** `MM-DD`, null where none is given, undefined where half of it is missing. */
export function birthdayOf({ month, day }: BirthdayFields): string | null | undefined {
  if (month === null && day === null) return null;
  return month === null || day === null ? undefined : `${month}-${day}`;
}

/** The months, or the days of a month, as two digits each. */
export const MONTHS = twoDigits(12);
export function daysOf(month: string | null): string[] {
  return twoDigits(DAYS[Number(month ?? 1) - 1] ?? 31);
}

/** Another month; a day that it does not have is dropped. */
export function withMonth({ day }: BirthdayFields, month: string): BirthdayFields {
  return { month, day: day !== null && daysOf(month).includes(day) ? day : null };
}

function twoDigits(count: number): string[] {
  return Array.from({ length: count }, (_, place) => String(place + 1).padStart(2, '0'));
}
