import { expectedRepeats, type BgNbd } from './bg-nbd.js';

/** Days on which something happened, counted from the first one of a cohort: 0 is that day. */
export interface DayCount {
  day: number;
  count: number;
}

/** A week of a cohort; both figures are of all repeat purchases from its beginning. */
export interface ForecastWeek {
  /** 1 is the first. */
  week: number;
  expected: number;
  happened: number;
}

/**
 * How many repeat purchases (by customer and day) a cohort that entered day by day was expected to
 * have made by the end of each week, beside how many it had. A customer is counted from the day
 * after the first purchase on.
 */
export function weeklyForecast(
  model: BgNbd,
  entered: readonly DayCount[],
  repeats: readonly DayCount[],
  weeks: number,
): ForecastWeek[] {
  const ofAge = new Map<number, number>();
  const expectedBy = (days: number): number => {
    const known = ofAge.get(days) ?? expectedRepeats(model, days / 7);
    ofAge.set(days, known);
    return known;
  };
  return Array.from({ length: weeks }, (_, index) => {
    const days = (index + 1) * 7;
    const expected = entered.reduce(
      (sum, { day, count }) => (day < days ? sum + count * expectedBy(days - 1 - day) : sum),
      0,
    );
    const happened = repeats.reduce((sum, { day, count }) => sum + (day < days ? count : 0), 0);
    return { week: index + 1, expected, happened };
  });
}
