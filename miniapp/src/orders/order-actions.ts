import { refusalToAskAfterSale, type Order, type OrderLine } from '@siyu/shared';

export type OrderAction = 'pay' | 'cancel' | 'see-team' | 'confirm-receipt' | 'after-sale';

type Actable = Pick<Order, 'state' | 'payBy' | 'lines'> & Partial<Pick<Order, 'afterSaleUntil'>>;

/**
 * What a shopper may do with an order now, the likeliest first; the server has the last word. An
 * unpaid order without `payBy` is already being closed.
 */
export function actionsOf(order: Actable, now: Date): OrderAction[] {
  const actions: OrderAction[] = [];
  if (mayPay(order, now)) actions.push('pay');
  if (order.state === 'awaiting-payment' && order.payBy !== null) actions.push('cancel');
  if (order.state === 'gathering') actions.push('see-team');
  if (order.state === 'shipped') actions.push('confirm-receipt');
  if (mayAskAfterSale(order, now)) actions.push('after-sale');
  return actions;
}

/** Pieces of a line that no after-sale speaks for. */
export function openQuantity(line: Pick<OrderLine, 'quantity' | 'afterSaleQuantity'>): number {
  return line.quantity - line.afterSaleQuantity;
}

function mayPay({ state, payBy }: Actable, now: Date): boolean {
  return state === 'awaiting-payment' && isBefore(now, payBy);
}

/** By the server's own rule. A summary does not know until when, so it offers none. */
function mayAskAfterSale({ state, afterSaleUntil, lines }: Actable, now: Date): boolean {
  if (afterSaleUntil === undefined) return false;
  const until = afterSaleUntil === null ? null : new Date(afterSaleUntil);
  const order = { state, completedAt: null, afterSaleUntil: until };
  return refusalToAskAfterSale(order, now) === null && lines.some((line) => openQuantity(line) > 0);
}

function isBefore(now: Date, instant: string | null): boolean {
  return instant !== null && now.getTime() < Date.parse(instant);
}
