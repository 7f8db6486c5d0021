import type { Check } from './check.js';

/** Parcels, lines and what WeChat was told of them tell the same story. */
export const shippingChecks: readonly Check[] = [
  {
    name: 'what a line says was sent is in its parcels',
    sql: `SELECT order_line.id, order_line.order_id, order_line.shipped_quantity,
        COALESCE(SUM(parcel_line.quantity), 0) AS in_parcels
      FROM order_line LEFT JOIN parcel_line ON parcel_line.line_id = order_line.id
      GROUP BY order_line.id, order_line.order_id, order_line.shipped_quantity
      HAVING in_parcels <> order_line.shipped_quantity`,
  },
  {
    name: 'a parcel carries lines of its own order',
    sql: `SELECT parcel_line.parcel_id, parcel_line.line_id
      FROM parcel_line LEFT JOIN parcel ON parcel.id = parcel_line.parcel_id
      LEFT JOIN order_line ON order_line.id = parcel_line.line_id
        AND order_line.order_id = parcel.order_id
      WHERE order_line.id IS NULL`,
  },
  {
    name: 'a parcel has something in it',
    sql: `SELECT parcel.id, parcel.order_id
      FROM parcel LEFT JOIN parcel_line ON parcel_line.parcel_id = parcel.id
      WHERE parcel_line.parcel_id IS NULL`,
  },
  {
    name: 'an order is to be shipped exactly while a unit of it may still be sent',
    sql: `SELECT orders.id, orders.state,
        SUM(order_line.quantity - order_line.shipped_quantity - order_line.cancelled_quantity)
          AS unsettled
      FROM orders JOIN order_line ON order_line.order_id = orders.id
      WHERE orders.state IN ('to-ship', 'shipped', 'completed')
      GROUP BY orders.id, orders.state HAVING (orders.state = 'to-ship') <> (unsettled > 0)`,
  },
  {
    name: 'only what was paid for is sent',
    sql: `SELECT parcel.id, parcel.order_id, orders.state
      FROM parcel LEFT JOIN orders ON orders.id = parcel.order_id
      WHERE orders.id IS NULL OR orders.state NOT IN ('to-ship', 'shipped', 'completed')`,
  },
  {
    name: 'WeChat is told of what was sent and paid through it',
    sql: `SELECT DISTINCT parcel.order_id, payment.id AS payment_id
      FROM parcel JOIN orders ON orders.id = parcel.order_id
      JOIN payment ON payment.id = orders.payment_id AND payment.transaction_id IS NOT NULL
      LEFT JOIN wechat_shipping ON wechat_shipping.order_id = parcel.order_id
      WHERE wechat_shipping.order_id IS NULL`,
  },
  {
    name: 'no upload to WeChat is pending without a job that makes it',
    sql: `SELECT wechat_shipping.order_id, wechat_shipping.wanted_version FROM wechat_shipping
      LEFT JOIN due_job ON due_job.kind = 'shipping.upload' AND due_job.dedupe =
        CONCAT(wechat_shipping.order_id, ':', wechat_shipping.wanted_version)
      WHERE wechat_shipping.state = 'pending' AND due_job.id IS NULL`,
  },
];
