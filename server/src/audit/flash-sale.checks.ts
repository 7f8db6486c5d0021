import { overdueSince, type Check } from './check.js';

/** Stock set apart for campaigns adds up, and orders hold what they say they hold of it. */
export const flashSaleChecks: readonly Check[] = [
  {
    name: 'activity stock is the sum of its movements',
    sql: `SELECT stock.campaign_id AS id, stock.sku_id, stock.stock, stock.laid_out,
        COALESCE(SUM(movement.quantity), 0) AS moved,
        COALESCE(SUM(IF(movement.reason IN ('set-apart', 'set-apart-back'),
          movement.quantity, 0)), 0) AS apart
      FROM activity_stock AS stock LEFT JOIN activity_movement AS movement
        ON movement.campaign_id = stock.campaign_id AND movement.sku_id = stock.sku_id
      GROUP BY stock.campaign_id, stock.sku_id, stock.stock, stock.laid_out
      HAVING stock.stock <> moved OR stock.laid_out <> apart OR stock.stock < 0
        OR stock.stock > stock.laid_out`,
  },
  {
    name: 'units set apart came from the ordinary stock, and what went back is there',
    sql: `SELECT reference_id AS id, reason, sku_id, SUM(quantity) AS unbalanced FROM (
        SELECT reference_id, reason, sku_id, quantity FROM activity_movement
          WHERE reason IN ('set-apart', 'set-apart-back')
        UNION ALL SELECT reference_id, reason, sku_id, quantity FROM stock_movement
          WHERE reason IN ('set-apart', 'set-apart-back')) AS moved
      GROUP BY reference_id, reason, sku_id HAVING unbalanced <> 0`,
  },
  {
    name: 'an order of a flash sale has taken exactly its units, and none once it closed unpaid',
    sql: `SELECT orders.id, orders.state, line.sku_id, SUM(line.quantity) AS bought,
        (SELECT COALESCE(SUM(movement.quantity), 0) FROM activity_movement AS movement
          WHERE movement.reference_id = orders.id AND movement.sku_id = line.sku_id
            AND movement.campaign_id = line.stock_of) AS moved
      FROM orders JOIN order_line AS line ON line.order_id = orders.id
      WHERE line.stock_of IS NOT NULL
      GROUP BY orders.id, orders.state, orders.paid_at, line.sku_id, line.stock_of
      HAVING moved <> IF(orders.state = 'closed' AND orders.paid_at IS NULL, 0, -bought)`,
  },
  {
    name: 'nothing but an order’s own lines took from an activity stock',
    sql: `SELECT movement.reference_id AS id, movement.campaign_id, movement.sku_id
      FROM activity_movement AS movement LEFT JOIN order_line AS line
        ON line.order_id = movement.reference_id AND line.sku_id = movement.sku_id
        AND line.stock_of = movement.campaign_id
      WHERE movement.reason IN ('order', 'late-payment') AND line.id IS NULL`,
  },
  {
    name: 'an after-sale gave back to the activity the units never sent',
    sql: `SELECT after_sale.id, after_sale.state, line.sku_id,
        SUM(IF(after_sale.state IN ('refunding', 'refunded'), claim.withheld_quantity, 0)) AS due,
        (SELECT COALESCE(SUM(movement.quantity), 0) FROM activity_movement AS movement
          WHERE movement.reference_id = after_sale.id AND movement.sku_id = line.sku_id) AS moved
      FROM after_sale JOIN after_sale_line AS claim ON claim.after_sale_id = after_sale.id
      JOIN order_line AS line ON line.id = claim.line_id
      WHERE line.stock_of IS NOT NULL
      GROUP BY after_sale.id, after_sale.state, line.sku_id HAVING moved <> due`,
  },
  {
    name: 'a flash sale that is over has given back what was left',
    sql: `SELECT campaign.id, stock.sku_id, stock.stock FROM campaign
      JOIN activity_stock AS stock ON stock.campaign_id = campaign.id
      WHERE campaign.ends_at < ? AND stock.stock > 0`,
    parameters: (now) => [overdueSince(now)],
  },
];
