import type { FitInput } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { ALL_PURCHASE_DAYS, PURCHASE_DAYS_OF } from '../repurchase/purchases.js';

type Db = Pick<EntityManager, 'query'>;

/** What is known of a customer of a cohort at the end of its calibration. */
export interface SampledHistory {
  repeats: number;
  lastAfterDays: number;
  ageDays: number;
  /** Spent on all days after the first. */
  repeatFen: number;
}

export interface CustomerHistory {
  customerId: string;
  firstDay: string;
  lastDay: string;
  purchaseDays: number;
  spentFen: number;
  repeatFen: number;
}

/** How many there are in a cohort. */
export async function countCohort(
  db: Db,
  { fromDay, calibrationUntilDay }: FitInput,
): Promise<number> {
  const [found] = await rows<{ customers: number }>(
    db,
    `${ALL_PURCHASE_DAYS} SELECT COUNT(DISTINCT customer_id) AS customers FROM purchase_day
     WHERE first_day >= ? AND first_day <= ?`,
    [fromDay, calibrationUntilDay],
  );
  return found?.customers ?? 0;
}

/** Every so-manieth of a cohort, in the order of their ids. */
export function sampleCohort(
  db: Db,
  { fromDay, calibrationUntilDay }: FitInput,
  every: number,
): Promise<SampledHistory[]> {
  return rows(
    db,
    `${ALL_PURCHASE_DAYS}
     SELECT repeats, lastAfterDays, ageDays, repeatFen FROM (
       SELECT COUNT(*) - 1 AS repeats, DATEDIFF(MAX(day), first_day) AS lastAfterDays,
         DATEDIFF(?, first_day) AS ageDays, SUM(IF(day > first_day, fen, 0)) AS repeatFen,
         ROW_NUMBER() OVER (ORDER BY customer_id) AS place
       FROM purchase_day WHERE first_day >= ? AND day <= ?
       GROUP BY customer_id, first_day) AS customer
     WHERE MOD(place, ?) = 0`,
    [calibrationUntilDay, fromDay, calibrationUntilDay, every],
  );
}

/** On how many days after its first a cohort's customers came, and bought again. */
export function cohortDays(
  db: Db,
  { fromDay, calibrationUntilDay, untilDay }: FitInput,
): Promise<{ day: number; entered: number; repeats: number }[]> {
  return rows(
    db,
    `${ALL_PURCHASE_DAYS}
     SELECT DATEDIFF(day, ?) AS day, SUM(day = first_day) AS entered,
       SUM(day > first_day) AS repeats
     FROM purchase_day WHERE first_day >= ? AND first_day <= ? AND day <= ?
     GROUP BY purchase_day.day ORDER BY purchase_day.day`,
    [fromDay, fromDay, calibrationUntilDay, untilDay],
  );
}

/** What these customers bought until a day, by id; who bought nothing is missing. */
export async function historiesOf(
  db: Db,
  customerIds: readonly string[],
  untilDay: string,
): Promise<Map<string, CustomerHistory>> {
  if (customerIds.length === 0) return new Map();
  const found = await rows<CustomerHistory>(
    db,
    `${PURCHASE_DAYS_OF}
     SELECT customer_id AS customerId, MIN(day) AS firstDay, MAX(day) AS lastDay,
       COUNT(*) AS purchaseDays, SUM(fen) AS spentFen,
       SUM(IF(day > first_day, fen, 0)) AS repeatFen
     FROM purchase_day WHERE day <= ? GROUP BY customer_id`,
    [customerIds, customerIds, customerIds, untilDay],
  );
  return new Map(found.map((row) => [row.customerId, row]));
}
