import { Inject, Injectable } from '@nestjs/common';
import {
  formatYuan,
  momentsOf,
  type CommissionReportQuery,
  type CommissionReportRow,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../../identity/shoppers.js';
import { reportPage, type ReportPlace } from './commission-report.store.js';

const PAGE = 500;
const BEGINNING: ReportPlace = { promoterId: '', level: 0 };
const HEADER = [
  ...['推广员', '手机', '层级', '订单数', '计佣金额(元)', '佣金(元)', '预估(元)', '冻结(元)'],
  ...['已结算(元)', '已扣回(元)'],
];

/** What promoters earn by orders that were paid in a period. */
@Injectable()
export class CommissionReport {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly shoppers: Shoppers,
  ) {}

  /** The first five hundred; the file has all of them. */
  first(query: CommissionReportQuery): Promise<CommissionReportRow[]> {
    return this.page(query, BEGINNING);
  }

  /** As rows of a CSV file, amounts in yuan, read a page at a time. */
  async *lines(query: CommissionReportQuery): AsyncGenerator<string[]> {
    yield HEADER;
    let after = BEGINNING;
    for (;;) {
      const page = await this.page(query, after);
      for (const row of page) yield cells(row);
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last;
    }
  }

  private async page(
    { from, to }: CommissionReportQuery,
    after: ReportPlace,
  ): Promise<CommissionReportRow[]> {
    const { manager } = this.db;
    const period = momentsOf({ fromDay: from, untilDay: to });
    const found = await reportPage(manager, period, after, PAGE);
    const ids = found.map(({ promoterId }) => promoterId);
    const phones = await this.shoppers.maskedPhonesOf(manager, ids);
    return found.map((row) => ({ ...row, phone: phones.get(row.promoterId) ?? null }));
  }
}

function cells(row: CommissionReportRow): string[] {
  const figures = [
    ...[row.countedFen, row.givenFen, row.estimatedFen, row.frozenFen],
    ...[row.settledFen, row.takenBackFen],
  ];
  const names = [row.promoterId, row.phone ?? '', String(row.level), String(row.orders)];
  return [...names, ...figures.map(formatYuan)];
}
