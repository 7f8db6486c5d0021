/** Days by which intervals are taken together, each the last of its bar; the rest is one more. */
export const INTERVAL_DAYS = [7, 14, 30, 60, 90, 180] as const;

export interface IntervalBar {
  fromDays: number;
  /** Null of the last bar. */
  untilDays: number | null;
  count: number;
}

/** Intervals between purchases in whole days, at least 1, as bars and with their median. */
export function intervalHistogram(gaps: readonly { days: number; count: number }[]): {
  bars: IntervalBar[];
  medianDays: number | null;
} {
  const ends = [...INTERVAL_DAYS, null];
  const bars = ends.map((untilDays, at) => {
    const fromDays = (INTERVAL_DAYS[at - 1] ?? 0) + 1;
    const inside = gaps.filter(
      ({ days }) => days >= fromDays && (untilDays === null || days <= untilDays),
    );
    return { fromDays, untilDays, count: inside.reduce((sum, { count }) => sum + count, 0) };
  });
  return { bars, medianDays: medianDays(gaps) };
}

/** The middle one; of an even number the lower of the two. */
function medianDays(gaps: readonly { days: number; count: number }[]): number | null {
  const half = gaps.reduce((sum, { count }) => sum + count, 0) / 2;
  let passed = 0;
  const inOrder = [...gaps].sort((one, other) => one.days - other.days);
  return inOrder.find(({ count }) => (passed += count) >= half)?.days ?? null;
}
