import type { CohortQuery, CohortUnit } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { ALL_PURCHASE_DAYS } from './purchases.js';

type Db = Pick<EntityManager, 'query'>;

export interface CohortRow {
  cohort: string;
  /** Null of the row that says what became of the cohort in all its periods together. */
  period: string | null;
  customers: number;
  repeating: number;
  orders: number;
  revenueFen: number;
}

const PERIOD_OF: Record<CohortUnit, (day: string) => string> = {
  month: (day) => `LEFT(${day}, 7)`,
  week: (day) => `DATE_FORMAT(${day} - INTERVAL WEEKDAY(${day}) DAY, '%Y-%m-%d')`,
};

/** What those who came in each period bought in each later one, and in all of them. */
export function cohortRows(db: Db, { unit, fromDay, untilDay }: CohortQuery): Promise<CohortRow[]> {
  const periodOf = PERIOD_OF[unit];
  return rows<CohortRow>(
    db,
    `${ALL_PURCHASE_DAYS}
     SELECT * FROM (
       SELECT ${periodOf('first_day')} AS cohort, ${periodOf('day')} AS period,
         COUNT(DISTINCT customer_id) AS customers,
         COUNT(DISTINCT IF(day > first_day, customer_id, NULL)) AS repeating,
         SUM(orders) AS orders, SUM(fen) AS revenueFen
       FROM purchase_day WHERE first_day >= ? AND day <= ?
       GROUP BY cohort, period WITH ROLLUP) AS cell
     WHERE cohort IS NOT NULL ORDER BY cohort, period`,
    [fromDay, untilDay],
  );
}
