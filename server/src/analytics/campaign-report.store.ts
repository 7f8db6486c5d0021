import { fen, type TimedCounts } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** Orders of one person, `$key` telling who that is, that were sold before this one. */
const soldBefore = (key: string) => `SELECT 1 FROM orders AS earlier
  WHERE earlier.${key} = orders.${key} AND earlier.paid_at IS NOT NULL
    AND earlier.state <> 'closed' AND (earlier.paid_at, earlier.id) < (orders.paid_at, orders.id)`;

/** Parameters: campaign id; whether price differences are the campaign's. */
const ITS_ORDERS = `WITH used AS (
    SELECT order_id, SUM(IF(state = 'used', saved_fen, 0)) AS saved_fen, SUM(state = 'used') AS uses
    FROM promotion_use WHERE campaign_id = ? GROUP BY order_id),
  its_order AS (
    SELECT placed_at, total_fen, refunded_fen, paid_at IS NOT NULL AS is_paid,
      paid_at IS NOT NULL AND state <> 'closed' AS is_sold,
      paid_at IS NOT NULL AND state <> 'closed' AND NOT EXISTS (${soldBefore('shopper_id')})
        AND NOT EXISTS (${soldBefore('payer_openid')}) AS is_first,
      saved_fen + IF(? AND uses > 0, COALESCE((SELECT amount_fen FROM order_rebate
        WHERE order_rebate.order_id = orders.id), 0), 0) AS subsidy_fen,
      (SELECT COALESCE(SUM(quantity), 0) FROM order_line
        WHERE order_line.order_id = orders.id AND gift_of IS NULL) AS units,
      (SELECT COALESCE(SUM(after_sale_line.quantity), 0) FROM after_sale
        JOIN after_sale_line ON after_sale_line.after_sale_id = after_sale.id
        JOIN order_line ON order_line.id = after_sale_line.line_id AND gift_of IS NULL
        WHERE after_sale.order_id = orders.id AND refunded_at IS NOT NULL) AS units_back
    FROM used JOIN orders ON orders.id = used.order_id)`;

interface OrdersRow {
  at: Date;
  orders: number;
  units: number;
  fen: number;
  paidOrders: number;
  paidUnits: number;
  paidFen: number;
  refundedOrders: number;
  refundedUnits: number;
  refundedFen: number;
  soldOrders: number;
  firstOrders: number;
  subsidyFen: number;
}

/**
 * A campaign's orders by the hour they were placed in, of which days are made. `rebates` says
 * whether the differences to a price that was lowered later are this campaign's.
 */
export async function countOrders(
  db: Db,
  campaignId: string,
  { rebates }: { rebates: boolean },
): Promise<TimedCounts[]> {
  const found = await rows<OrdersRow>(
    db,
    `${ITS_ORDERS}
     SELECT MIN(placed_at) AS at, COUNT(*) AS orders, SUM(units) AS units, SUM(total_fen) AS fen,
       SUM(is_paid) AS paidOrders, SUM(is_paid * units) AS paidUnits,
       SUM(is_paid * total_fen) AS paidFen,
       SUM(is_paid AND (refunded_fen > 0 OR units_back > 0)) AS refundedOrders,
       SUM(units_back) AS refundedUnits, SUM(is_paid * refunded_fen) AS refundedFen,
       SUM(is_sold) AS soldOrders, SUM(is_first) AS firstOrders, SUM(subsidy_fen) AS subsidyFen
     FROM its_order GROUP BY DATE(placed_at), HOUR(placed_at)`,
    [campaignId, Number(rebates)],
  );
  return found.map(countsOf);
}

/** Those it reached by the hour of the first time: told, or ordering without being told. */
export async function countReached(db: Db, campaignId: string): Promise<TimedCounts[]> {
  const found = await rows<{ at: Date; reached: number }>(
    db,
    `SELECT MIN(first_at) AS at, COUNT(*) AS reached FROM (
       SELECT MIN(at) AS first_at FROM (
         SELECT shopper_id, reached_at AS at FROM campaign_reach WHERE campaign_id = ?
         UNION ALL SELECT shopper_id, held_at FROM promotion_use WHERE campaign_id = ?) AS told
       GROUP BY shopper_id) AS shopper
     GROUP BY DATE(first_at), HOUR(first_at)`,
    [campaignId, campaignId],
  );
  return found.map(({ at, reached }) => ({ at, counts: { ...NO_ORDERS, reached } }));
}

const NOTHING = { orders: 0, units: 0, fen: fen(0) };
const NO_ORDERS = {
  ...{ ordered: NOTHING, paid: NOTHING, refunded: NOTHING },
  ...{ soldOrders: 0, firstOrders: 0, subsidyFen: fen(0) },
};

function countsOf(row: OrdersRow): TimedCounts {
  const { at, soldOrders, firstOrders } = row;
  return {
    at,
    counts: {
      reached: 0,
      ordered: { orders: row.orders, units: row.units, fen: fen(row.fen) },
      paid: { orders: row.paidOrders, units: row.paidUnits, fen: fen(row.paidFen) },
      refunded: {
        ...{ orders: row.refundedOrders, units: row.refundedUnits },
        fen: fen(row.refundedFen),
      },
      ...{ soldOrders, firstOrders, subsidyFen: fen(row.subsidyFen) },
    },
  };
}
