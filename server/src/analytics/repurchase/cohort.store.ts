import type { CohortQuery, CohortUnit } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { ALL_PURCHASE_DAYS } from './purchases.js';

type Db = Pick<EntityManager, 'query'>;

export interface CohortRow {
  cohort: string;
  period: string;
  customers: number;
  repeating: number;
  orders: number;
  revenueFen: number;
}

const PERIOD_OF: Record<CohortUnit, (day: string) => string> = {
  month: (day) => `LEFT(${day}, 7)`,
  week: (day) => `DATE_FORMAT(${day} - INTERVAL WEEKDAY(${day}) DAY, '%Y-%m-%d')`,
};

/** What those who came in each period bought in each later one. */
export function cohortCells(
  db: Db,
  { unit, fromDay, untilDay }: CohortQuery,
): Promise<CohortRow[]> {
  const periodOf = PERIOD_OF[unit];
  return rows<CohortRow>(
    db,
    `${ALL_PURCHASE_DAYS}
     SELECT ${periodOf('first_day')} AS cohort, ${periodOf('day')} AS period,
       COUNT(DISTINCT customer_id) AS customers,
       COUNT(DISTINCT IF(day > first_day, customer_id, NULL)) AS repeating,
       SUM(orders) AS orders, SUM(fen) AS revenueFen
     FROM purchase_day WHERE first_day >= ? AND day <= ?
     GROUP BY cohort, period ORDER BY cohort, period`,
    [fromDay, untilDay],
  );
}

/** How many came in each period, and how many of them bought on a later day. */
export function cohortSizes(
  db: Db,
  { unit, fromDay, untilDay }: CohortQuery,
): Promise<{ cohort: string; customers: number; repeating: number }[]> {
  return rows(
    db,
    `${ALL_PURCHASE_DAYS}
     SELECT ${PERIOD_OF[unit]('first_day')} AS cohort, COUNT(DISTINCT customer_id) AS customers,
       COUNT(DISTINCT IF(day > first_day, customer_id, NULL)) AS repeating
     FROM purchase_day WHERE first_day >= ? AND day <= ?
     GROUP BY cohort ORDER BY cohort`,
    [fromDay, untilDay],
  );
}
