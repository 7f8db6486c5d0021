import { allocate, fen, type Fen } from '../money.js';

const WHOLE_BPS = 10_000;

/** A paid line, with the units whose money went back or is going back. */
export interface RebatedLine {
  payableFen: Fen;
  quantity: number;
  afterSaleQuantity: number;
}

/**
 * What goes back of a line when its price is lowered after it was paid: this share of what is paid
 * for units that are kept, a broken fen staying. Units given back before have had their money.
 */
export function rebateOf(line: RebatedLine, offBps: number): Fen {
  const { payableFen, quantity, afterSaleQuantity } = line;
  const [goneFen = fen(0)] = allocate(payableFen, [
    afterSaleQuantity,
    quantity - afterSaleQuantity,
  ]);
  const [rebateFen = fen(0)] = allocate(fen(payableFen - goneFen), [offBps, WHOLE_BPS - offBps]);
  return rebateFen;
}
