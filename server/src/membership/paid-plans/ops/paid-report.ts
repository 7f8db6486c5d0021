import { Inject, Injectable } from '@nestjs/common';
import {
  beijingDayStart,
  beijingMonth,
  endOfMonthAfter,
  fen,
  formatYuan,
  type PaidMonth,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { membersAt, refundedByMonth, soldByMonth } from './paid-report.store.js';

/** What paid membership sold, gave back and carries, by Beijing month. */
@Injectable()
export class PaidReport {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** From the first month in which something was sold to the present one. */
  async months(): Promise<PaidMonth[]> {
    const db = this.db.manager;
    const now = this.clock.now();
    const sold = await soldByMonth(db);
    const refunded = await refundedByMonth(db);
    const months = monthsUntil(sold[0]?.month ?? null, now);
    const ends = months.map((month) => lastInstantOf(month, now));
    const members = await membersAt(db, ends);
    return months.map((month, place) => {
      const of = sold.find((row) => row.month === month);
      const back = refunded.find((row) => row.month === month);
      return {
        ...{ month, sold: of?.sold ?? 0, trials: of?.trials ?? 0 },
        ...{ revenueFen: fen(of?.revenueFen ?? 0), refunds: back?.refunds ?? 0 },
        refundedFen: fen(back?.refundedFen ?? 0),
        members: members[place] ?? 0,
      };
    });
  }
}

/** Every month from the first on, those without anything among them. */
function monthsUntil(first: string | null, now: Date): string[] {
  if (first === null) return [];
  const months = [first];
  for (let next = nextOf(first); next <= beijingMonth(now); next = nextOf(next)) months.push(next);
  return months;
}

function nextOf(month: string): string {
  return beijingMonth(endOfMonth(month));
}

function endOfMonth(month: string): Date {
  return endOfMonthAfter(beijingDayStart(`${month}-01`), 0);
}

function lastInstantOf(month: string, now: Date): Date {
  const end = new Date(endOfMonth(month).getTime() - 1);
  return end < now ? end : now;
}

/** The report as rows of a CSV file, amounts in yuan. */
export async function* paidReportRows(months: readonly PaidMonth[]): AsyncGenerator<string[]> {
  yield ['月份', '开通', '其中试用', '收入(元)', '退款笔数', '退款(元)', '月末会员'];
  for (const { month, sold, trials, revenueFen, refunds, refundedFen, members } of months) {
    const money = [formatYuan(revenueFen), String(refunds), formatYuan(refundedFen)];
    yield [month, String(sold), String(trials), ...money, String(members)];
  }
}
