/**
 * A lot of points is `pending` until what gave it can no longer be returned as a matter of course,
 * then `active`, and `over` once its time has passed.
 */
export const POINT_LOT_STATES = ['pending', 'active', 'over'] as const;
export type PointLotState = (typeof POINT_LOT_STATES)[number];

/**
 * Points an order is to be paid with: `held` while it is unpaid, `captured` once it is paid,
 * `released` when it closes. An order that is paid late holds again.
 */
export const POINT_HOLD_STATES = ['held', 'captured', 'released'] as const;
export type PointHoldState = (typeof POINT_HOLD_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const POINT_HOLD_MOVES: Readonly<Record<PointHoldState, readonly PointHoldState[]>> = {
  held: ['captured', 'released'],
  captured: [],
  released: ['held'],
};

/** Whether a hold may go from one state to another. */
export function mayMovePointHold(from: PointHoldState, to: PointHoldState): boolean {
  return POINT_HOLD_MOVES[from].includes(to);
}
