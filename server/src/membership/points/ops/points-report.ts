import { Injectable } from '@nestjs/common';
import {
  beijingDayStart,
  endOfMonthAfter,
  formatYuan,
  POINTS_ENTRY_KINDS,
  pointsMonths,
  SHOP_ACCOUNTS,
  unitOf,
  type PointsEntryKind,
  type PointsMonth,
  type PointsReportQuery,
  type ShopAccount,
} from '@siyu/shared';
import { Ledger } from '../../../ledger/ledger.service.js';
import { PointsRules } from '../points-rules.js';

const HEADER = [
  '月份',
  '发放',
  '收回',
  '使用',
  '退还',
  '过期',
  '人工调整',
  '未使用',
  '折合金额（元）',
];

/** What the shop gave, took and owes in points, by Beijing month. */
@Injectable()
export class PointsReport {
  constructor(
    private readonly ledger: Ledger,
    private readonly rules: PointsRules,
  ) {}

  async months({ from, to }: PointsReportQuery): Promise<PointsMonth[]> {
    const begin = beijingDayStart(`${from}-01`);
    const end = endOfMonthAfter(beijingDayStart(`${to}-01`), 0);
    const accounts = shopsPoints();
    const { redeem } = await this.rules.current();
    const before = await this.ledger.sumBefore(accounts, begin);
    const moved = await this.ledger.turnover(accounts, begin, end);
    const turnover = moved.flatMap((one) =>
      isPointsKind(one.kind) ? [{ ...one, kind: one.kind }] : [],
    );
    return pointsMonths(monthsFrom(from, to), -before, turnover, redeem.pointsPerYuan);
  }
}

/** The report as lines of a file. */
export async function* reportRows(months: Promise<readonly PointsMonth[]>) {
  yield HEADER;
  for (const one of await months) {
    const { issued, takenBack, spent, givenBack, expired, adjusted, outstanding } = one;
    const figures = [issued, takenBack, spent, givenBack, expired, adjusted, outstanding];
    yield [one.month, ...figures.map(String), formatYuan(one.liabilityFen)];
  }
}

function shopsPoints(): ShopAccount[] {
  const accounts = Object.keys(SHOP_ACCOUNTS) as ShopAccount[];
  return accounts.filter((account) => unitOf(account) === 'points');
}

function isPointsKind(kind: string): kind is PointsEntryKind {
  return (POINTS_ENTRY_KINDS as readonly string[]).includes(kind);
}

/** Every month from one to another, both included, as `YYYY-MM`. */
function monthsFrom(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, ofYear = 0] = month.split('-').map(Number);
  const next = ofYear === 12 ? [year + 1, 1] : [year, ofYear + 1];
  return `${next[0]}-${String(next[1]).padStart(2, '0')}`;
}
