import type { AfterSaleReason } from '../api/after-sale.js';
import { allocate, fen, type Fen } from '../money.js';
import { assert } from '../assert.js';

/** A bought line, and what of it open and finished after-sales have spoken for. */
export interface ClaimedLine {
  payableFen: Fen;
  /** Given back of its price since, though the goods were kept. */
  rebateFen: Fen;
  quantity: number;
  claimedQuantity: number;
  claimedFen: Fen;
}

/**
 * What giving back `quantity` more units of a line returns. Cumulative: the first k units of a
 * line are worth ⌊price × k ÷ quantity⌋ together, less what is claimed already; its price is what
 * was paid less a rebate. So any sequence of claims, withdrawn ones between them, never exceeds
 * what is paid for the line and comes to exactly that when its last unit is claimed.
 */
export function lineRefund(line: ClaimedLine, quantity: number): Fen {
  const upTo = line.claimedQuantity + quantity;
  assert(quantity > 0 && upTo <= line.quantity, `${upTo} of ${line.quantity} units claimed`);
  const priceFen = fen(line.payableFen - line.rebateFen);
  const [worthFen = fen(0)] = allocate(priceFen, [upTo, line.quantity - upTo]);
  return fen(Math.max(0, worthFen - line.claimedFen));
}

/** Reasons for which the merchant, not the shopper, bears the freight. */
const MERCHANT_FAULT: ReadonlySet<AfterSaleReason> = new Set<AfterSaleReason>([
  'not-as-described',
  'defective',
  'wrong-item',
  'missing-item',
  'damaged-in-transit',
  'not-received',
]);

export interface FreightFacts {
  freightFen: Fen;
  /** Freight that went back, or is going back, with other after-sales of the order. */
  returnedFen: Fen;
  reason: AfterSaleReason;
  /** Every line of the order; `returnedQuantity` counts this after-sale too. */
  lines: readonly { quantity: number; shippedQuantity: number; returnedQuantity: number }[];
}

/**
 * The freight that goes back with an after-sale: whole and once. It does when the reason is the
 * merchant's fault, or when with this after-sale the whole order goes back before anything was
 * shipped, so that nothing was ever carried. Sending goods back for a change of mind does not
 * return it: they were carried as ordered.
 */
export function freightRefund(facts: FreightFacts): Fen {
  const nothingCarried = facts.lines.every(
    (line) => line.shippedQuantity === 0 && line.returnedQuantity === line.quantity,
  );
  const isDue = MERCHANT_FAULT.has(facts.reason) || nothingCarried;
  return isDue ? fen(facts.freightFen - facts.returnedFen) : fen(0);
}
