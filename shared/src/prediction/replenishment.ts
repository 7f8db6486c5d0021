/** Fewer repeat purchases of a product say nothing of how long it lasts. */
export const GAPS_MIN = 5;

/**
 * After how many days a product is bought again: the median of the days between purchases of it by
 * the same customers, of which half are shorter. Null where there are too few, or it is bought
 * several times a day.
 */
export function replenishmentDays(gapsDays: readonly number[]): number | null {
  if (gapsDays.length < GAPS_MIN) return null;
  const sorted = [...gapsDays].sort((one, other) => one - other);
  const [low, high] = [sorted.length - 1, sorted.length].map((twice) => sorted[twice >> 1] ?? 0);
  const median = Math.round(((low ?? 0) + (high ?? 0)) / 2);
  return median > 0 ? median : null;
}
