import type { Moves } from '../moves.js';

/**
 * The life of a promoter: they apply, an operator answers; one who is suspended earns nothing and
 * withdraws nothing until reinstated; one who left may still withdraw what is theirs.
 */
export const PROMOTER_STATES = ['applied', 'approved', 'rejected', 'suspended', 'left'] as const;
export type PromoterState = (typeof PROMOTER_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const PROMOTER_MOVES: Moves<PromoterState> = {
  applied: ['approved', 'rejected', 'left'],
  approved: ['suspended', 'left'],
  rejected: ['applied', 'left'],
  suspended: ['approved', 'left'],
  left: ['applied'],
};

/** Whether a promoter may go from one state to another. */
export function mayMovePromoter(from: PromoterState, to: PromoterState): boolean {
  return PROMOTER_MOVES[from].includes(to);
}
