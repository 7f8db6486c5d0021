import type { Check } from './check.js';

/** Stock adds up, and an order holds what it says it holds. */
export const stockChecks: readonly Check[] = [
  {
    name: 'stock is the sum of its movements',
    sql: `SELECT sku.id, sku.stock, COALESCE(SUM(stock_movement.quantity), 0) AS moved
      FROM sku LEFT JOIN stock_movement ON stock_movement.sku_id = sku.id
      GROUP BY sku.id, sku.stock HAVING sku.stock <> moved`,
  },
  {
    name: 'stock is never below zero',
    sql: 'SELECT id, stock FROM sku WHERE stock < 0',
  },
  {
    name: 'an order that is not closed, or was paid, has taken exactly its units',
    sql: `SELECT orders.id, orders.state, order_line.sku_id, SUM(order_line.quantity) AS bought,
        (SELECT COALESCE(SUM(stock_movement.quantity), 0) FROM stock_movement
          WHERE stock_movement.reference_id = orders.id
            AND stock_movement.sku_id = order_line.sku_id) AS moved
      FROM orders JOIN order_line ON order_line.order_id = orders.id
      WHERE (orders.state <> 'closed' OR orders.paid_at IS NOT NULL)
        AND order_line.stock_of IS NULL
      GROUP BY orders.id, orders.state, order_line.sku_id HAVING moved <> -bought`,
  },
  {
    name: 'an order closed unpaid holds nothing',
    sql: `SELECT orders.id, stock_movement.sku_id, SUM(stock_movement.quantity) AS moved
      FROM orders JOIN stock_movement ON stock_movement.reference_id = orders.id
      WHERE orders.state = 'closed' AND orders.paid_at IS NULL
      GROUP BY orders.id, stock_movement.sku_id HAVING moved <> 0`,
  },
  {
    name: 'an after-sale gave back the units never sent, and those put on sale again',
    sql: `SELECT after_sale.id, after_sale.state, order_line.sku_id,
        SUM(IF(after_sale.state IN ('refunding', 'refunded') AND order_line.stock_of IS NULL,
          claim.withheld_quantity, 0)
          + claim.restocked_quantity) AS due,
        (SELECT COALESCE(SUM(stock_movement.quantity), 0) FROM stock_movement
          WHERE stock_movement.reference_id = after_sale.id
            AND stock_movement.sku_id = order_line.sku_id) AS moved
      FROM after_sale JOIN after_sale_line AS claim ON claim.after_sale_id = after_sale.id
      JOIN order_line ON order_line.id = claim.line_id
      GROUP BY after_sale.id, after_sale.state, order_line.sku_id HAVING moved <> due`,
  },
];
