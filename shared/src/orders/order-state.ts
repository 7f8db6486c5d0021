import type { Moves } from '../moves.js';

/**
 * The life of an order. `awaiting-payment` holds stock until `payBy`; `gathering` is paid and waits
 * for others (待成团); `to-ship` is paid; `shipped` has every line sent or refunded; `completed` was
 * received; `closed` was never paid, or refunded whole before anything was sent.
 */
export const ORDER_STATES = [
  'awaiting-payment',
  'gathering',
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
export const ORDER_MOVES: Moves<OrderState> = {
  'awaiting-payment': ['gathering', 'to-ship', 'closed'],
  gathering: ['to-ship', 'closed'],
  'to-ship': ['shipped', 'closed'],
  shipped: ['completed'],
  completed: [],
  closed: ['gathering', 'to-ship'],
};

/** Where an order goes once it is paid: to be sent, or to wait for others first. */
export const STATES_WHEN_PAID = ['gathering', 'to-ship'] as const satisfies readonly OrderState[];
export type StateWhenPaid = (typeof STATES_WHEN_PAID)[number];

/** Whether an order may go from one state to another. */
export function mayMoveOrder(from: OrderState, to: OrderState): boolean {
  return ORDER_MOVES[from].includes(to);
}

/** Whether an order keeps its units from all others: one that closed has released them. */
export function holdsStock(state: OrderState): boolean {
  return state !== 'closed';
}
