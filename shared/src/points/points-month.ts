import type { PointsMonth } from '../api/ops/points.js';
import { fen } from '../money.js';
import type { PointsEntryKind } from './entry-kinds.js';

/** What one kind of entry moved between shoppers and the shop in a month; positive to the shop. */
export interface PointsTurnover {
  month: string;
  kind: PointsEntryKind;
  amount: number;
}

type Figure = 'issued' | 'takenBack' | 'spent' | 'givenBack' | 'expired' | 'adjusted';

/** The figure a kind counts in; what moves between a shopper's own accounts counts in none. */
const FIGURE: Partial<Record<PointsEntryKind, { figure: Figure; sign: 1 | -1 }>> = {
  'points-earned': { figure: 'issued', sign: -1 },
  'points-granted': { figure: 'issued', sign: -1 },
  'points-imported': { figure: 'issued', sign: -1 },
  'points-taken-back': { figure: 'takenBack', sign: 1 },
  'points-captured': { figure: 'spent', sign: 1 },
  'points-exchanged': { figure: 'spent', sign: 1 },
  'points-given-back': { figure: 'givenBack', sign: -1 },
  'points-expired': { figure: 'expired', sign: 1 },
  'points-adjusted': { figure: 'adjusted', sign: -1 },
};

/**
 * The report: what moved in each month, and what shoppers had at its end, given what they had
 * before the first one. A debt lowers it. `pointsPerYuan` is today's rate of redeeming.
 */
export function pointsMonths(
  months: readonly string[],
  before: number,
  turnover: readonly PointsTurnover[],
  pointsPerYuan: number,
): PointsMonth[] {
  let outstanding = before;
  return months.map((month) => {
    const figures = { issued: 0, takenBack: 0, spent: 0, givenBack: 0, expired: 0, adjusted: 0 };
    for (const { kind, amount } of turnover.filter((one) => one.month === month)) {
      const counted = FIGURE[kind];
      if (counted) figures[counted.figure] += counted.sign * amount;
      outstanding -= amount;
    }
    const worth = Math.floor((Math.max(0, outstanding) * 100) / pointsPerYuan);
    return { month, ...figures, outstanding, liabilityFen: fen(worth) };
  });
}
