import { assert } from './assert.js';

/** From each state of something, the states it may go to; whatever is not listed is refused. */
export type Moves<S extends string> = Readonly<Record<S, readonly S[]>>;

/** The states something may come from to be `to`. */
export function statesBefore<S extends string>(moves: Moves<S>, to: NoInfer<S>): S[] {
  return (Object.keys(moves) as S[]).filter((from) => moves[from].includes(to));
}

/** Asked by whatever writes a state. An illegal move is a bug: callers refuse before they write. */
export function assertMove<S extends string>(
  moves: Moves<S>,
  from: NoInfer<S>,
  to: NoInfer<S>,
  what: string,
): void {
  assert(moves[from].includes(to), `${what} may not go from ${from} to ${to}`);
}
