import type { OrderState } from './order-state.js';

/** How many parcels one order may be sent in: WeChat lists ten. */
export const PARCELS_MAX = 10;

/**
 * Where the units of a bought line are. Of `quantity`, some are shipped, some kept back while an
 * after-sale about them is open (`withheld`), some never sent because their money went back
 * (`cancelled`); the rest are to be sent.
 */
export interface SentLine {
  quantity: number;
  shippedQuantity: number;
  withheldQuantity: number;
  cancelledQuantity: number;
}

/** Units of a line that can be put into a parcel now. */
export function unitsToSend(line: SentLine): number {
  return line.quantity - line.shippedQuantity - line.withheldQuantity - line.cancelledQuantity;
}

/**
 * The state of a paid order by its lines: `to-ship` while any unit is to be sent or kept back,
 * `closed` when all its money goes back before anything was sent, else `shipped`.
 */
export function stateBySending(
  lines: readonly SentLine[],
): Extract<OrderState, 'to-ship' | 'shipped' | 'closed'> {
  const isSettled = (line: SentLine) =>
    line.shippedQuantity + line.cancelledQuantity === line.quantity;
  if (!lines.every(isSettled)) return 'to-ship';
  return lines.some((line) => line.shippedQuantity > 0) ? 'shipped' : 'closed';
}
