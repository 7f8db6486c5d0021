import type { EntityManager } from 'typeorm';
import { beijingMonthOf } from '../../../platform/beijing-sql.js';
import { rows } from '../../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** Purchases paid in a Beijing month, `YYYY-MM`. */
export interface SoldRow {
  month: string;
  sold: number;
  trials: number;
  revenueFen: number;
}

export function soldByMonth(db: Db): Promise<SoldRow[]> {
  return rows<SoldRow>(
    db,
    `SELECT ${beijingMonthOf('purchase.paid_at')} AS month, COUNT(*) AS sold,
       SUM(JSON_VALUE(bought.input, '$.period') = 'trial') AS trials,
       SUM(purchase.price_fen) AS revenueFen
     FROM plan_purchase AS purchase JOIN paid_plan_version AS bought
       ON bought.plan_id = purchase.plan_id AND bought.version = purchase.plan_version
     WHERE purchase.state IN ('paid', 'refunded') GROUP BY month ORDER BY month`,
  );
}

/** What went back in a Beijing month, whenever it was bought. */
export interface RefundedRow {
  month: string;
  refunds: number;
  refundedFen: number;
}

export function refundedByMonth(db: Db): Promise<RefundedRow[]> {
  return rows<RefundedRow>(
    db,
    `SELECT ${beijingMonthOf('created_at')} AS month, COUNT(*) AS refunds,
       SUM(amount_fen) AS refundedFen FROM plan_refund GROUP BY month ORDER BY month`,
  );
}

/** How many have a term that runs at each of these instants, in their order. */
export async function membersAt(db: Db, instants: readonly Date[]): Promise<number[]> {
  if (instants.length === 0) return [];
  const each = instants.map(() => 'SELECT ? AS place, CAST(? AS DATETIME(3)) AS at');
  const found = await rows<{ place: number; members: number }>(
    db,
    `SELECT place, (SELECT COUNT(*) FROM paid_term WHERE begins_at <= at AND ends_at > at
       AND (ended_at IS NULL OR ended_at > at)) AS members
     FROM (${each.join(' UNION ALL ')}) AS asked ORDER BY place`,
    instants.flatMap((at, place) => [place, at]),
  );
  return found.map(({ members }) => members);
}
