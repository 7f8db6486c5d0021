import { monthsBefore } from '../beijing-time.js';

/** Growth given, or taken back: that counts at the time of what it takes back. */
export interface GrowthAt {
  at: Date;
  growth: number;
}

/** Growth of one member through time. */
export interface GrowthTally {
  /** When more was given than taken, in order, each once. */
  gains: readonly Date[];
  /** What counted at an instant: given by then, and not longer ago than the window. */
  at: (instant: Date) => number;
}

/** Sums from the beginning, so that what counts at an instant is the difference of two. */
export function growthTally(events: readonly GrowthAt[], windowMonths: number): GrowthTally {
  const inOrder = [...events].sort((a, b) => a.at.getTime() - b.at.getTime());
  const instants: Date[] = [];
  const sums: number[] = [];
  for (const { at, growth } of inOrder) {
    const sum = (sums.at(-1) ?? 0) + growth;
    if (instants.at(-1)?.getTime() === at.getTime()) sums[sums.length - 1] = sum;
    else {
      instants.push(at);
      sums.push(sum);
    }
  }
  const upTo = (instant: Date) => sums[countUpTo(instants, instant) - 1] ?? 0;
  const gains = instants.filter((_, place) => (sums[place] ?? 0) > (sums[place - 1] ?? 0));
  return { gains, at: (instant) => upTo(instant) - upTo(monthsBefore(instant, windowMonths)) };
}

/** How many of these ordered instants are not after `instant`. */
function countUpTo(instants: readonly Date[], instant: Date): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[middle] ?? instant) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
