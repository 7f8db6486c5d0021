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
    name: 'an order awaiting payment holds exactly its lines',
    sql: `SELECT order_line.id, orders.id AS order_id, order_line.quantity,
        COALESCE(SUM(stock_movement.quantity), 0) AS moved
      FROM orders JOIN order_line ON order_line.order_id = orders.id
      LEFT JOIN stock_movement ON stock_movement.sku_id = order_line.sku_id
        AND stock_movement.reference_id = orders.id
      WHERE orders.state IN ('awaiting-payment', 'to-ship') AND order_line.refunded_fen = 0
        AND order_line.after_sale_quantity = 0
      GROUP BY order_line.id, orders.id, order_line.quantity
      HAVING moved <> -order_line.quantity`,
  },
  {
    name: 'an order closed unpaid holds nothing',
    sql: `SELECT orders.id, stock_movement.sku_id, SUM(stock_movement.quantity) AS moved
      FROM orders JOIN stock_movement ON stock_movement.reference_id = orders.id
      WHERE orders.state = 'closed' AND orders.paid_at IS NULL
      GROUP BY orders.id, stock_movement.sku_id HAVING moved <> 0`,
  },
];
