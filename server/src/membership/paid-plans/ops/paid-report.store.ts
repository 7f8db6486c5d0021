import type { EntityManager } from 'typeorm';
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
    `SELECT DATE_FORMAT(purchase.paid_at + INTERVAL 8 HOUR, '%Y-%m') AS month, COUNT(*) AS sold,
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
    `SELECT DATE_FORMAT(created_at + INTERVAL 8 HOUR, '%Y-%m') AS month, COUNT(*) AS refunds,
       SUM(amount_fen) AS refundedFen FROM plan_refund GROUP BY month ORDER BY month`,
  );
}

/** How many have a term that runs at an instant. */
export async function membersAt(db: Db, at: Date): Promise<number> {
  const [found] = await rows<{ members: number }>(
    db,
    `SELECT COUNT(*) AS members FROM paid_term
     WHERE begins_at <= ? AND ends_at > ? AND (ended_at IS NULL OR ended_at > ?)`,
    [at, at, at],
  );
  return found?.members ?? 0;
}
