import type { QuoteRequest } from '@siyu/shared';

export type Wanted = QuoteRequest['lines'][number];

/** What is bought at once, from the page's query `?lines=<SKU>x<quantity>`; null without it. */
export function wantedAtOnce(query: Readonly<Record<string, string | undefined>>): Wanted[] | null {
  const lines = (query.lines ?? '').split(',').flatMap((text) => {
    const [, skuId, quantity] = /^([0-9A-Z]+)x([1-9]\d?)$/.exec(text) ?? [];
    return skuId === undefined ? [] : [{ skuId, quantity: Number(quantity) }];
  });
  return lines.length === 0 ? null : lines;
}

/** The lines with one of them at another quantity; 0 leaves it out. */
export function withQuantity(lines: readonly Wanted[], skuId: string, quantity: number): Wanted[] {
  return lines
    .map((line) => (line.skuId === skuId ? { skuId, quantity } : line))
    .filter((line) => line.quantity > 0);
}
