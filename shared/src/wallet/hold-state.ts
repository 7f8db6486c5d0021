import type { Moves } from '../moves.js';

/**
 * What becomes of the balance an order takes: `held` while it is unpaid, `captured` once it is
 * paid, `released` when it closes. An order that is paid late holds again.
 */
export const HOLD_STATES = ['held', 'captured', 'released'] as const;
export type HoldState = (typeof HOLD_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const HOLD_MOVES: Moves<HoldState> = {
  held: ['captured', 'released'],
  captured: [],
  released: ['held'],
};
