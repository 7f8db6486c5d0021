/**
 * The life of an order. `awaiting-payment` holds stock until `payBy`; `to-ship` is paid;
 * `shipped` has every line sent or refunded; `completed` was received; `closed` was never paid,
 * or refunded whole before anything was sent.
 */
export const ORDER_STATES = [
  'awaiting-payment',
  'to-ship',
  'shipped',
  'completed',
  'closed',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/**
 * Every legal move; whatever is not listed is refused. An order closed unpaid comes back only when
 * its payment arrives late and its stock can be held again (case 3).
 */
export const ORDER_MOVES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  'awaiting-payment': ['to-ship', 'closed'],
  'to-ship': ['shipped', 'closed'],
  shipped: ['completed'],
  completed: [],
  closed: ['to-ship'],
};

/** Whether an order may go from one state to another. */
export function mayMoveOrder(from: OrderState, to: OrderState): boolean {
  return ORDER_MOVES[from].includes(to);
}

/** The states an order may come from to be `to`, for writes that move several at once. */
export function orderStatesBefore(to: OrderState): OrderState[] {
  return ORDER_STATES.filter((from) => mayMoveOrder(from, to));
}

/** Whether an order keeps its units from all others: one that closed has released them. */
export function holdsStock(state: OrderState): boolean {
  return state !== 'closed';
}
