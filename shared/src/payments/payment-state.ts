import type { Moves } from '../moves.js';

/**
 * The life of a payment. `closing` is written before WeChat is asked to close: stock is released
 * only once WeChat has said so, and a payment found paid meanwhile still succeeds. A payment that
 * succeeds after `closed` is money received too: it is kept as `succeeded` and its subject
 * re-reserves or refunds.
 */
export const PAYMENT_STATES = ['pending', 'closing', 'closed', 'succeeded'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const PAYMENT_MOVES: Moves<PaymentState> = {
  pending: ['closing', 'succeeded'],
  closing: ['closed', 'succeeded'],
  closed: ['succeeded'],
  succeeded: [],
};

/** Whether a payment may go from one state to another. */
export function mayMovePayment(from: PaymentState, to: PaymentState): boolean {
  return PAYMENT_MOVES[from].includes(to);
}
