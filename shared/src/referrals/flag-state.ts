import type { Moves } from '../moves.js';

/**
 * A friend whom the risk rules hold: an operator looks at the evidence and clears or confirms it.
 * Evidence of a rule that was not cleared opens it again.
 */
export const FLAG_STATES = ['open', 'cleared', 'confirmed'] as const;
export type FlagState = (typeof FLAG_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const FLAG_MOVES: Moves<FlagState> = {
  open: ['cleared', 'confirmed'],
  cleared: ['open'],
  confirmed: [],
};

export function mayMoveFlag(from: FlagState, to: FlagState): boolean {
  return FLAG_MOVES[from].includes(to);
}
