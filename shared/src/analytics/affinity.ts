import { shareBps } from './funnel-figures.js';

/** Of so many orders, how many had the one product, the other, and both. */
export interface TogetherCounts {
  orders: number;
  first: number;
  second: number;
  together: number;
}

export interface Affinity {
  /** Orders with both, of all. */
  supportBps: number | null;
  /** Of the orders with the first, those with the second as well; and the other way round. */
  firstToSecondBps: number | null;
  secondToFirstBps: number | null;
  /** How many times as often as by chance: 1 where one has nothing to do with the other. */
  lift: number | null;
}

/** How much two products go together. */
export function affinityOf({ orders, first, second, together }: TogetherCounts): Affinity {
  return {
    supportBps: shareBps(together, orders),
    firstToSecondBps: shareBps(together, first),
    secondToFirstBps: shareBps(together, second),
    lift: first === 0 || second === 0 ? null : (together * orders) / (first * second),
  };
}
