/**
 * What becomes of the balance an order takes: `held` while it is unpaid, `captured` once it is
 * paid, `released` when it closes. An order that is paid late holds again.
 */
export const HOLD_STATES = ['held', 'captured', 'released'] as const;
export type HoldState = (typeof HOLD_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const HOLD_MOVES: Readonly<Record<HoldState, readonly HoldState[]>> = {
  held: ['captured', 'released'],
  captured: [],
  released: ['held'],
};

/** Whether a hold may go from one state to another. */
export function mayMoveHold(from: HoldState, to: HoldState): boolean {
  return HOLD_MOVES[from].includes(to);
}
