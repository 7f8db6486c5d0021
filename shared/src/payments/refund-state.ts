import type { Moves } from '../moves.js';

/**
 * The life of a refund. `requested` is committed before WeChat is asked, under a number that every
 * repeat uses again; `abnormal` means WeChat could not return it and an operator must decide.
 */
export const REFUND_STATES = [
  'requested',
  'processing',
  'succeeded',
  'abnormal',
  'closed',
] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** Every legal move; whatever is not listed is refused. A notification may overtake the answer. */
export const REFUND_MOVES: Moves<RefundState> = {
  requested: ['processing', 'succeeded', 'abnormal', 'closed'],
  processing: ['succeeded', 'abnormal', 'closed'],
  abnormal: ['requested', 'succeeded', 'closed'],
  closed: ['requested'],
  succeeded: [],
};

/** Whether a refund may go from one state to another. */
export function mayMoveRefund(from: RefundState, to: RefundState): boolean {
  return REFUND_MOVES[from].includes(to);
}
