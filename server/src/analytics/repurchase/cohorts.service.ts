import { Inject, Injectable } from '@nestjs/common';
import {
  assert,
  fen,
  formatYuan,
  grouped,
  periodsBetween,
  type CohortQuery,
  type CohortTable,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { cohortRows } from './cohort.store.js';

const HEADER = ['首单周期', '客户数', '复购客户数', '第几期', '当期客户数', '当期复购客户数'];

/** Who came when, and what they bought later. */
@Injectable()
export class Cohorts {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  /** In one statement, over all that was ever sold. */
  async table(query: CohortQuery): Promise<CohortTable> {
    const found = grouped(await cohortRows(this.db.manager, query), ({ cohort }) => cohort);
    const cohorts = [...found].map(([cohort, rows]) => {
      const whole = rows.find(({ period }) => period === null);
      assert(whole, 'a cohort without its whole');
      const cells = rows.flatMap(({ cohort: first, period, ...counts }) => {
        return period === null
          ? []
          : [{ offset: periodsBetween(query.unit, first, period), ...counts }];
      });
      return { period: cohort, customers: whole.customers, repeating: whole.repeating, cells };
    });
    return { unit: query.unit, cohorts };
  }

  /** The same as rows of a file: a line a cell, amounts in yuan. */
  async *rows(query: CohortQuery): AsyncGenerator<string[]> {
    yield [...HEADER, '订单数', '净销售额(元)'];
    for (const { period, customers, repeating, cells } of (await this.table(query)).cohorts) {
      for (const cell of cells) {
        const counts = [customers, repeating, cell.offset, cell.customers, cell.repeating];
        const money = formatYuan(fen(cell.revenueFen));
        yield [period, ...[...counts, cell.orders].map(String), money];
      }
    }
  }
}
