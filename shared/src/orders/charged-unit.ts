import { fen, type Fen } from '../money.js';

/**
 * What one unit of a line costs after its discounts, in fen; null where they do not divide evenly,
 * so that nobody is shown a price that does not add up.
 */
export function chargedUnitFen({
  payableFen,
  quantity,
}: {
  payableFen: Fen;
  quantity: number;
}): Fen | null {
  return payableFen % quantity === 0 ? fen(payableFen / quantity) : null;
}
