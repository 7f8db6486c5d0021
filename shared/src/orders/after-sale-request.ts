import type { AfterSaleReason } from '../api/after-sale.js';
import { beijingDay, beijingDayStart, daysAfter } from '../beijing-time.js';
import type { RefusalCode } from '../refusal.js';
import type { AfterSaleKind } from './after-sale-state.js';
import type { OrderState } from './order-state.js';
import { unitsToSend, type SentLine } from './sending.js';

/** The law's period for returning without a reason, counted from the day after receipt. */
const NO_REASON_DAYS = 7;

/** An order, as far as an after-sale must know it. */
export interface SoldOrder {
  state: OrderState;
  /** When it was received; null before. */
  completedAt: Date | null;
  /** Until when an after-sale may be asked for; null before it was received. */
  afterSaleUntil: Date | null;
}

/** A line, and what of it after-sales have spoken for (withheld and cancelled units included). */
export interface SoldLine extends SentLine {
  afterSaleQuantity: number;
  returnable: boolean;
}

/** Why no after-sale of this order may be asked for now, or null. Button and server ask the same. */
export function refusalToAskAfterSale(order: SoldOrder, now: Date): RefusalCode | null {
  if (order.state === 'awaiting-payment' || order.state === 'closed') return 'ORDER_STATE';
  const isOver = order.afterSaleUntil !== null && now >= order.afterSaleUntil;
  return isOver ? 'AFTER_SALE_WINDOW_OVER' : null;
}

/**
 * Why `quantity` units of a line may not be asked for, or null. A change of mind about goods that
 * were sent is the seven-day right: only where the line carries it, and within its period.
 */
export function refusalToClaim(
  line: SoldLine,
  claim: { kind: AfterSaleKind; reason: AfterSaleReason; quantity: number },
  receivedAt: Date | null,
  now: Date,
): RefusalCode | null {
  if (claim.kind === 'return-and-refund' && claim.reason === 'changed-mind') {
    if (!line.returnable) return 'RETURN_NOT_OFFERED';
    if (receivedAt !== null && now >= noReasonUntil(receivedAt)) return 'AFTER_SALE_WINDOW_OVER';
  }
  return claim.quantity > unitsClaimable(line, claim) ? 'AFTER_SALE_QUANTITY' : null;
}

/**
 * Why an order that waits for others may not be given up in this way, or null: whole and for its
 * money, which is then granted at once. Nothing of it was promised to be sent yet, and its seat is
 * one seat.
 */
export function refusalToGiveUp(
  { state }: Pick<SoldOrder, 'state'>,
  kind: AfterSaleKind,
  lines: readonly (SentLine & { askedQuantity: number })[],
): RefusalCode | null {
  if (state !== 'gathering') return null;
  const isWhole = lines.every((line) => line.askedQuantity === unitsToSend(line));
  return isWhole && kind === 'refund-only' ? null : 'AFTER_SALE_QUANTITY';
}

/**
 * How many units of a line can be asked for: what is sent back must have been sent, and money
 * alone for a change of mind is for goods that were not.
 */
export function unitsClaimable(
  line: SoldLine,
  { kind, reason }: { kind: AfterSaleKind; reason: AfterSaleReason },
): number {
  const unsent = unitsToSend(line);
  const sentClaimed = line.afterSaleQuantity - line.withheldQuantity - line.cancelledQuantity;
  const sent = line.shippedQuantity - sentClaimed;
  if (kind === 'return-and-refund') return sent;
  return reason === 'changed-mind' ? unsent : unsent + sent;
}

/** Of `quantity` units asked for, those not sent yet: they are taken first and kept back. */
export function unitsWithheld(line: SoldLine, kind: AfterSaleKind, quantity: number): number {
  return kind === 'return-and-refund' ? 0 : Math.min(quantity, unitsToSend(line));
}

/**
 * The instant at which the right to return without a reason ends: the end of the seventh Beijing
 * day after the day of receipt (网络购买商品七日无理由退货暂行办法).
 */
export function noReasonUntil(receivedAt: Date): Date {
  return daysAfter(beijingDayStart(beijingDay(receivedAt)), NO_REASON_DAYS + 1);
}
