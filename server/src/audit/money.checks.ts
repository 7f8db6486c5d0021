import type { Check } from './check.js';

/** Money taken equals money owed, and no more goes back than came. */
export const moneyChecks: readonly Check[] = [
  {
    name: 'an order’s goods, discount and lines agree',
    sql: `SELECT orders.id, orders.goods_fen, orders.discount_fen,
        SUM(order_line.amount_fen) AS lines_fen, SUM(order_line.discount_fen) AS lines_discount_fen
      FROM orders JOIN order_line ON order_line.order_id = orders.id
      GROUP BY orders.id, orders.goods_fen, orders.discount_fen
      HAVING lines_fen <> orders.goods_fen OR lines_discount_fen <> orders.discount_fen`,
  },
  {
    name: 'an order has lines',
    sql: `SELECT orders.id FROM orders LEFT JOIN order_line ON order_line.order_id = orders.id
      WHERE order_line.id IS NULL`,
  },
  {
    name: 'a paid order has one payment that succeeded over what points and balance leave',
    sql: `SELECT orders.id, orders.state, payment.id AS payment_id, payment.state AS payment_state
      FROM orders LEFT JOIN payment ON payment.id = orders.payment_id
      WHERE (orders.state IN ('gathering', 'to-ship', 'shipped', 'completed')
          OR orders.paid_at IS NOT NULL)
        AND (payment.id IS NULL OR payment.state <> 'succeeded'
          OR payment.amount_fen <> orders.total_fen - orders.points_fen - orders.balance_fen
          OR payment.subject_id <> orders.id)`,
  },
  {
    name: 'an order awaiting payment has a payment that can still succeed, or just did',
    sql: `SELECT orders.id, payment.state FROM orders
      LEFT JOIN payment ON payment.id = orders.payment_id
      WHERE orders.state = 'awaiting-payment' AND (payment.id IS NULL OR payment.state = 'closed')
        AND NOT EXISTS (SELECT 1 FROM outbox_delivery
          WHERE listener = 'orders.payment-closed'
            AND JSON_VALUE(payload, '$.subjectId') = orders.id)`,
  },
  {
    name: 'money that came for a closed order went back whole',
    sql: `SELECT orders.id, payment.amount_fen, payment.refunded_fen FROM orders
      JOIN payment ON payment.id = orders.payment_id
      WHERE orders.state = 'closed' AND payment.state = 'succeeded'
        AND payment.refunded_fen <> payment.amount_fen
        AND NOT EXISTS (SELECT 1 FROM outbox_delivery
          WHERE listener = 'orders.payment-succeeded'
            AND JSON_VALUE(payload, '$.subjectId') = orders.id)`,
  },
  {
    name: 'what a payment says it refunded is the sum of its refunds, and no more than was paid',
    sql: `SELECT payment.id, payment.amount_fen, payment.refunded_fen,
        COALESCE(SUM(refund.amount_fen), 0) AS refunds_fen
      FROM payment LEFT JOIN refund ON refund.payment_id = payment.id
      GROUP BY payment.id, payment.amount_fen, payment.refunded_fen
      HAVING refunds_fen <> payment.refunded_fen OR payment.refunded_fen > payment.amount_fen`,
  },
  {
    name: 'what an order says came back is the sum of its refunds that arrived',
    sql: `SELECT orders.id, orders.refunded_fen,
        COALESCE(SUM(refund.amount_fen + COALESCE(tender.points_fen + tender.balance_fen, 0)), 0)
          AS arrived_fen
      FROM orders LEFT JOIN refund ON refund.payment_id = orders.payment_id
        AND refund.state = 'succeeded'
        AND NOT EXISTS (SELECT 1 FROM outbox_delivery
          WHERE listener IN ('orders.refund-succeeded', 'after-sales.refund-succeeded')
            AND JSON_VALUE(payload, '$.refundId') = refund.id)
      LEFT JOIN order_refund_tender AS tender ON tender.refund_id = refund.id
      GROUP BY orders.id, orders.refunded_fen HAVING arrived_fen <> orders.refunded_fen`,
  },
  {
    name: 'a payment that succeeded through WeChat names its transaction, once',
    sql: `SELECT id, amount_fen FROM payment
      WHERE state = 'succeeded' AND amount_fen > 0 AND transaction_id IS NULL`,
  },
];
