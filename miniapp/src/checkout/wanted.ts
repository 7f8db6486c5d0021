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

/** The offer on whose own page the purchase began; a flash sale is placed by a route of its own. */
export interface Through {
  campaignId: string;
  teamId: string | null;
  isFlash: boolean;
}

/** That offer, from the page's query `&campaign=…&team=…` or `&campaign=…&flash=1`. */
export function throughOf(query: Readonly<Record<string, string | undefined>>): Through | null {
  const { campaign, team = null, flash } = query;
  if (campaign === undefined) return null;
  return { campaignId: campaign, teamId: team, isFlash: flash === '1' };
}

/** The lines with one of them at another quantity; 0 leaves it out. */
export function withQuantity(lines: readonly Wanted[], skuId: string, quantity: number): Wanted[] {
  return lines
    .map((line) => (line.skuId === skuId ? { skuId, quantity } : line))
    .filter((line) => line.quantity > 0);
}
