import type { Moves } from '../moves.js';

/**
 * The life of a recharge. `returned`: its money came when it had closed and the balance had no
 * room for it any more, and went back by itself.
 */
export const RECHARGE_STATES = ['awaiting-payment', 'paid', 'closed', 'returned'] as const;
export type RechargeState = (typeof RECHARGE_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const RECHARGE_MOVES: Moves<RechargeState> = {
  'awaiting-payment': ['paid', 'closed'],
  closed: ['paid', 'returned'],
  paid: [],
  returned: [],
};
