import { type Moments } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** Pairs come in this order. */
export interface PairPlace {
  together: number;
  firstId: string;
  secondId: string;
}

export interface PairRow extends PairPlace {
  firstTitle: string;
  secondTitle: string;
  first: number;
  second: number;
}

/** The products of each order paid in a stretch of time and sold; gifts aside. */
const BOUGHT = `SELECT DISTINCT order_id, product_id FROM orders
  JOIN order_line ON order_line.order_id = orders.id AND gift_of IS NULL
  WHERE paid_at >= ? AND paid_at < ? AND orders.state <> 'closed'`;

export async function countOrders(db: Db, { from, until }: Moments): Promise<number> {
  const [found] = await rows<{ orders: number }>(
    db,
    `SELECT COUNT(*) AS orders FROM orders
     WHERE paid_at >= ? AND paid_at < ? AND state <> 'closed'`,
    [from, until],
  );
  return found?.orders ?? 0;
}

/** Products that at least so many orders had together, the most first, after a place. */
export function pairsAfter(
  db: Db,
  { from, until }: Moments,
  { ordersMin, after, limit }: { ordersMin: number; after: PairPlace | null; limit: number },
): Promise<PairRow[]> {
  const place = after && [after.together, after.together, after.firstId, after.secondId];
  return rows<PairRow>(
    db,
    `WITH bought AS (${BOUGHT}),
       product_orders AS (SELECT product_id, COUNT(*) AS orders FROM bought GROUP BY product_id),
       pair AS (SELECT one.product_id AS first_id, other.product_id AS second_id,
           COUNT(*) AS together
         FROM bought AS one JOIN bought AS other
           ON other.order_id = one.order_id AND other.product_id > one.product_id
         GROUP BY first_id, second_id HAVING together >= ?)
     SELECT first_id AS firstId, second_id AS secondId, together,
       first_product.title AS firstTitle, second_product.title AS secondTitle,
       one.orders AS first, other.orders AS second
     FROM pair
     JOIN product_orders AS one ON one.product_id = first_id
     JOIN product_orders AS other ON other.product_id = second_id
     JOIN product AS first_product ON first_product.id = first_id
     JOIN product AS second_product ON second_product.id = second_id
     ${place ? 'WHERE together < ? OR (together = ? AND (first_id, second_id) > (?, ?))' : ''}
     ORDER BY together DESC, first_id, second_id LIMIT ?`,
    [from, until, ordersMin, ...(place ?? []), limit],
  );
}
