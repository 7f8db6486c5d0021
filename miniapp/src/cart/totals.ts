import { fen, quote, type CartLine, type Fen, type Quote, type ShopConfig } from '@siyu/shared';

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
    freightRule: { ...freight, notDelivered: [] },
    province: null,
  });
}

/** How a price moved since it was put in the cart; null when it has not. */
export function priceMove(
  line: Pick<CartLine, 'unitPriceFen' | 'addedPriceFen'>,
): { direction: 'up' | 'down'; byFen: Fen } | null {
  const byFen = fen(Math.abs(line.unitPriceFen - line.addedPriceFen));
  if (byFen === 0) return null;
  return { direction: line.unitPriceFen > line.addedPriceFen ? 'up' : 'down', byFen };
}
