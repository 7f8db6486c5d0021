import type { Moves } from '../moves.js';

/** What waits for a second person: someone else approves it, or it is rejected. */
export const APPROVAL_STATES = ['pending', 'approved', 'rejected'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const APPROVAL_MOVES: Moves<ApprovalState> = {
  pending: ['approved', 'rejected'],
  approved: [],
  rejected: [],
};

/** Whether what waits may go from one state to another. */
export function mayMoveApproval(from: ApprovalState, to: ApprovalState): boolean {
  return APPROVAL_MOVES[from].includes(to);
}
