/** Customers are taken together by the period of their first purchase. */
export const COHORT_UNITS = ['week', 'month'] as const;
export type CohortUnit = (typeof COHORT_UNITS)[number];

const WEEK_MS = 7 * 86_400_000;

/** How many periods lie between two, each a month `2026-03` or a week by its Monday. */
export function periodsBetween(unit: CohortUnit, first: string, later: string): number {
  if (unit === 'week') return Math.round((Date.parse(later) - Date.parse(first)) / WEEK_MS);
  const monthOf = (period: string) => Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7));
  return monthOf(later) - monthOf(first);
}
