/** What an order's timeline tells, in the order in which one thing causes the next. */
export const TIMELINE_KINDS = [
  'placed',
  'paid',
  'parcel-shipped',
  'completed',
  'after-sale-requested',
  'after-sale-answered',
  /** The shop gave money back that nobody had asked for. */
  'refund-unasked',
  'closed',
  'refunded',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/**
 * The entries, newest first. WeChat tells whole seconds, so that within one second they stand by
 * cause, and then by their own time; what is alike in all of it stays as it was given.
 */
export function newestFirst<E extends { kind: TimelineKind; at: string }>(
  entries: readonly E[],
): E[] {
  const ms = (entry: E) => Date.parse(entry.at);
  const second = (entry: E) => Math.floor(ms(entry) / 1_000);
  const cause = (entry: E) => TIMELINE_KINDS.indexOf(entry.kind);
  return [...entries].sort((a, b) => second(b) - second(a) || cause(b) - cause(a) || ms(b) - ms(a));
}
