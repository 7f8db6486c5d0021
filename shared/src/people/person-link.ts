import type { Moves } from '../moves.js';

/** Why two accounts are, or may be, one person. */
export const LINK_EVIDENCE = ['unionid', 'phone', 'import', 'operator'] as const;
export type LinkEvidence = (typeof LINK_EVIDENCE)[number];

/** What one account has to do with another: it may be, it is, it is not, it is no longer. */
export const LINK_STATES = ['proposed', 'joined', 'refused', 'split'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** Every legal move; whatever is not listed is refused. Only a person joins what was kept apart. */
export const LINK_MOVES: Moves<LinkState> = {
  proposed: ['joined', 'refused'],
  joined: ['split'],
  refused: ['joined'],
  split: ['joined'],
};

export function mayMoveLink(from: LinkState, to: LinkState): boolean {
  return LINK_MOVES[from].includes(to);
}

/**
 * How a link begins. WeChat's unionid is certain and joins by itself, unless both sides own
 * something: that waits for a person (case 62). A phone number is shared by families and only
 * proposes (case 27), and so does a file of another system.
 */
export function firstLinkState(evidence: LinkEvidence, bothOwn: boolean): LinkState {
  if (evidence === 'operator') return 'joined';
  return evidence === 'unionid' && !bothOwn ? 'joined' : 'proposed';
}

/** Whether a join can still be undone; at its last instant it can. */
export function mayUndo(undoUntil: Date, now: Date): boolean {
  return now <= undoUntil;
}
