import type { Order, OrderSummary } from '@siyu/shared';

/** What an order's total is: still to be paid, paid, or neither as far as can be told. */
export type TotalMeaning = 'due' | 'paid' | 'unknown';

/** A closed order was paid only if it was refunded; a summary does not say why it was closed. */
export function totalOf(
  order: Pick<OrderSummary, 'state'> & Partial<Pick<Order, 'closeReason'>>,
): TotalMeaning {
  if (order.state === 'awaiting-payment') return 'due';
  if (order.state !== 'closed') return 'paid';
  return order.closeReason === 'refunded' ? 'paid' : 'unknown';
}
