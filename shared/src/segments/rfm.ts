/** The eleven usual names of what recency, frequency and money come to. */
export const RFM_GROUPS = [
  ...(['champion', 'loyal', 'potential', 'new', 'promising', 'need-attention'] as const),
  ...(['about-to-sleep', 'at-risk', 'cannot-lose', 'hibernating', 'lost'] as const),
] as const;
export type RfmGroup = (typeof RFM_GROUPS)[number];

/** The four values above which a score rises from 1 to 5, in their order. */
export type Cuts = readonly [number, number, number, number];

/** From 1 to 5: one more for each cut that is exceeded. Of days, fewer are better: `6 - score`. */
export function scoreOf(value: number, cuts: Cuts): number {
  return 1 + cuts.filter((cut) => value > cut).length;
}

/** By recency, the latest first; in each row by frequency and money together, from 1 to 5. */
const GRID: readonly (readonly RfmGroup[])[] = [
  ['new', 'potential', 'potential', 'champion', 'champion'],
  ['promising', 'potential', 'loyal', 'loyal', 'champion'],
  ['about-to-sleep', 'about-to-sleep', 'need-attention', 'loyal', 'loyal'],
  ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cannot-lose'],
  ['lost', 'lost', 'at-risk', 'cannot-lose', 'cannot-lose'],
];

/** The places of the grid that have one of these names: recency, and frequency with money. */
export function cellsOf(groups: readonly RfmGroup[]): [recency: number, value: number][] {
  return GRID.flatMap((row, down) =>
    row.flatMap((group, right): [number, number][] =>
      groups.includes(group) ? [[5 - down, right + 1]] : [],
    ),
  );
}

/** Frequency and money as one score; a half counts up. */
export function valueScore(frequency: number, money: number): number {
  return Math.floor((frequency + money + 1) / 2);
}

export function rfmGroup(recency: number, frequency: number, money: number): RfmGroup {
  return GRID[5 - recency]?.[valueScore(frequency, money) - 1] ?? 'lost';
}
