/**
 * What a row of the bench has to reach on two cores; rows that are not named only tell. The bare
 * route that `ratio` is of ran in the same run.
 */
const TARGETS = {
  feed: () => ({ ratio_min: 0.5 }),
  purchase: (clients) => ({ statements_per_op_max: 25, ...(clients === 64 && { per_s_min: 150 }) }),
  flash: () => ({ ratio_min: 0.5 }),
  'sold-out': () => ({ ratio_min: 0.8 }),
  'purchase-beside-visits': () => ({ ratio_min: 0.95 }),
  events: (clients) => (clients === 64 ? { events_per_s_min: 20_000 } : undefined),
  'purchase-beside-events': () => ({ ratio_min: 0.95 }),
};

/** The row with its target and whether it was met, where it has one. */
export function judged(row) {
  const target = TARGETS[row.name]?.(row.clients);
  if (target === undefined) return row;
  const met = Object.entries(target).every(([bound, value]) =>
    bound.endsWith('_min')
      ? row[bound.slice(0, -'_min'.length)] >= value
      : row[bound.slice(0, -'_max'.length)] <= value,
  );
  return { ...row, target, met };
}
