/** Fewer repeat purchases of a product say nothing of how long it lasts. */
export const GAPS_MIN = 5;

/** So many times, a customer bought a product again after so many days. */
export interface GapCount {
  days: number;
  count: number;
}

/**
 * After how many days a product is bought again: the median of the days between purchases of it by
 * the same customers. Null where there are too few.
 */
export function replenishmentDays(gaps: readonly GapCount[]): number | null {
  const total = gaps.reduce((sum, { count }) => sum + count, 0);
  if (total < GAPS_MIN) return null;
  const sorted = [...gaps].sort((one, other) => one.days - other.days);
  const at = (place: number): number => {
    let passed = 0;
    return sorted.find(({ count }) => (passed += count) > place)?.days ?? 0;
  };
  return Math.round((at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2);
}
