import type { Page } from '@siyu/shared';

/**
 * A page of at most `limit` out of the `limit + 1` rows that were asked for: the row more tells
 * whether another page follows. The cursor is what the last row shown is found by.
 */
export function pageOf<Row extends { id: string }>(found: readonly Row[], limit: number): Page<Row>;
export function pageOf<Row>(
  found: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
): Page<Row>;
export function pageOf<Row>(
  found: readonly Row[],
  limit: number,
  cursorOf = (row: Row) => (row as { id: string }).id,
): Page<Row> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return { items, nextCursor: isMore ? cursorOf(last) : null };
}

/** The same page as somebody is shown it. */
export function shownPage<Row, Item>(
  { items, nextCursor }: Page<Row>,
  view: (row: Row) => Item,
): Page<Item> {
  return { items: items.map(view), nextCursor };
}
