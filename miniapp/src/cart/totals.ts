import {
  fen,
  quote,
  QUANTITY_PER_LINE_MAX,
  type CartLine,
  type Fen,
  type Quote,
  type QuoteAnswer,
  type ShopConfig,
} from '@siyu/shared';

/** Whether a line can be bought as it stands. */
export function isBuyable(line: Pick<CartLine, 'state'>): boolean {
  return line.state === 'ok';
}

/** The lines that would be bought now: chosen, and there to be had. */
export function linesToBuy(lines: readonly CartLine[]): CartLine[] {
  return lines.filter((line) => line.selected && isBuyable(line));
}

/**
 * What the chosen lines cost, by the calculation the server charges with. No address is known in
 * the cart, so a region that is not delivered to shows only at checkout.
 */
export function cartQuote(lines: readonly CartLine[], freight: ShopConfig['freight']): Quote {
  return quote({
    lines: linesToBuy(lines).map((line) => ({
      sku: { ...line, onSale: true },
      quantity: line.quantity,
    })),
    freightRule: freight,
    province: null,
  });
}

/** As much of a priced line as says that it is too much. */
type LimitedLine = Pick<QuoteAnswer['lines'][number], 'title' | 'perOrderMax' | 'refusal'>;

/** The first line of a product of which more is chosen than one order may hold; null without. */
export function overLimit({ lines }: { lines: readonly LimitedLine[] }): LimitedLine | null {
  return lines.find((line) => line.refusal === 'QUANTITY_LIMIT') ?? null;
}

/** The most units a line may have beside the other chosen lines of its product, and why no more. */
export function mostOf(
  line: CartLine,
  lines: readonly CartLine[],
): { units: number; because: 'stock' | 'limit' | 'purchase' } {
  const beside = linesToBuy(lines)
    .filter((one) => line.selected && one.productId === line.productId && one.skuId !== line.skuId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const bounds = [
    { units: line.stock, because: 'stock' },
    { units: (line.perOrderMax ?? Infinity) - beside, because: 'limit' },
    { units: QUANTITY_PER_LINE_MAX, because: 'purchase' },
  ] as const;
  return bounds.reduce((a, b) => (b.units < a.units ? b : a));
}

/** How a price moved since it was put in the cart; null when it has not. */
export function priceMove(
  line: Pick<CartLine, 'unitPriceFen' | 'addedPriceFen'>,
): { direction: 'up' | 'down'; byFen: Fen } | null {
  const byFen = fen(Math.abs(line.unitPriceFen - line.addedPriceFen));
  if (byFen === 0) return null;
  return { direction: line.unitPriceFen > line.addedPriceFen ? 'up' : 'down', byFen };
}
