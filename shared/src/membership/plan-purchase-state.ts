import type { Moves } from '../moves.js';

/**
 * The life of a purchase of a paid plan. `returned`: its money came when it had closed and its
 * trial was somebody’s, and went back by itself. `refunded`: it was given back.
 */
export const PLAN_PURCHASE_STATES = [
  'awaiting-payment',
  'paid',
  'closed',
  'returned',
  'refunded',
] as const;
export type PlanPurchaseState = (typeof PLAN_PURCHASE_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const PLAN_PURCHASE_MOVES: Moves<PlanPurchaseState> = {
  'awaiting-payment': ['paid', 'closed'],
  closed: ['paid', 'returned'],
  paid: ['refunded'],
  returned: [],
  refunded: [],
};
