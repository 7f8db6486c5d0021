/** What happened to points: the words of their history. */
export const POINTS_ENTRY_KINDS = [
  'points-earned',
  'points-activated',
  'points-taken-back',
  'points-granted',
  'points-held',
  'points-captured',
  'points-released',
  'points-given-back',
  'points-exchanged',
  'points-expired',
  'points-adjusted',
  'points-imported',
] as const;
export type PointsEntryKind = (typeof POINTS_ENTRY_KINDS)[number];
