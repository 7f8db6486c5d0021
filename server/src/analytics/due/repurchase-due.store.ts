import type { GapCount } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { beijingDayOf } from '../../platform/beijing-sql.js';
import { affected, rows, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** The days on which each shopper bought each product here; gifts and closed orders aside. */
const BOUGHT = `SELECT orders.shopper_id, product_id,
    ${beijingDayOf('paid_at')} AS day
  FROM orders JOIN order_line ON order_line.order_id = orders.id AND gift_of IS NULL
  WHERE paid_at IS NOT NULL AND orders.state <> 'closed'
  GROUP BY orders.shopper_id, product_id, day`;

export interface DueRow {
  shopperId: string;
  productId: string;
  title: string;
  lastDay: string;
  intervalDays: number;
  dueDay: string;
}

/** Due rows come in this order. */
export type DuePlace = Pick<DueRow, 'dueDay' | 'shopperId' | 'productId'>;

/** Whether the lists are still those of an earlier day; they are taken to be of this one. */
export async function takeDay(tx: Tx, today: string): Promise<boolean> {
  const sql = 'UPDATE repurchase_day SET day = ? WHERE id = 1 AND day < ?';
  return (await affected(tx, sql, [today, today])) === 1;
}

/** After how many days products were bought again by the same shopper, and how often. */
export async function productGaps(db: Db): Promise<Map<string, GapCount[]>> {
  const found = await rows<GapCount & { productId: string }>(
    db,
    `SELECT product_id AS productId, days, COUNT(*) AS count FROM (
       SELECT product_id, DATEDIFF(day, LAG(day) OVER (
         PARTITION BY shopper_id, product_id ORDER BY day)) AS days
       FROM (${BOUGHT}) AS bought) AS gap
     WHERE days IS NOT NULL GROUP BY product_id, days`,
  );
  const byProduct = new Map<string, GapCount[]>();
  for (const { productId, ...gap } of found) {
    byProduct.set(productId, [...(byProduct.get(productId) ?? []), gap]);
  }
  return byProduct;
}

export async function replaceIntervals(
  tx: Tx,
  intervals: ReadonlyMap<string, number>,
): Promise<void> {
  await tx.query('DELETE FROM replenishment');
  if (intervals.size === 0) return;
  await tx.query('INSERT INTO replenishment (product_id, interval_days) VALUES ?', [
    [...intervals],
  ]);
}

/** Who is due to buy a product again, from a day on. Accounts that are deleted are left out. */
export async function replaceDue(tx: Tx, fromDay: string): Promise<void> {
  await tx.query('DELETE FROM repurchase_due');
  await tx.query(
    `INSERT INTO repurchase_due (shopper_id, product_id, last_day, due_day)
     SELECT shopper_id, bought.product_id, MAX(day),
       DATE_FORMAT(MAX(day) + INTERVAL interval_days DAY, '%Y-%m-%d') AS due
     FROM (${BOUGHT}) AS bought
     JOIN replenishment ON replenishment.product_id = bought.product_id
     JOIN shopper ON shopper.id = shopper_id AND deleted_at IS NULL
     GROUP BY shopper_id, bought.product_id, interval_days HAVING due >= ?`,
    [fromDay],
  );
}

/** Who is due in a period, after a place, the first due first. */
export function dueBetween(
  db: Db,
  { fromDay, untilDay }: { fromDay: string; untilDay: string },
  { after, limit }: { after: DuePlace | null; limit: number },
): Promise<DueRow[]> {
  const place = after ?? { dueDay: fromDay, shopperId: '', productId: '' };
  return rows<DueRow>(
    db,
    `SELECT repurchase_due.shopper_id AS shopperId, repurchase_due.product_id AS productId, title,
       last_day AS lastDay, interval_days AS intervalDays, due_day AS dueDay
     FROM repurchase_due
     JOIN replenishment ON replenishment.product_id = repurchase_due.product_id
     JOIN product ON product.id = repurchase_due.product_id
     WHERE due_day >= ? AND due_day <= ?
       AND (due_day, repurchase_due.shopper_id, repurchase_due.product_id) > (?, ?, ?)
     ORDER BY due_day, repurchase_due.shopper_id, repurchase_due.product_id LIMIT ?`,
    [fromDay, untilDay, place.dueDay, place.shopperId, place.productId, limit],
  );
}
