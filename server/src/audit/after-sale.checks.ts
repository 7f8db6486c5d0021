import { AFTER_SALE_OPEN } from '@siyu/shared';
import type { Check } from './check.js';

/** States in which an after-sale's units are spoken for, and those in which they were granted. */
const COUNTED = [...AFTER_SALE_OPEN, 'refunded'];
const GRANTED = ['refunding', 'refunded'];

/** Whether the order has yet to hear of a rebate that arrived. */
const ARRIVING = `EXISTS (SELECT 1 FROM outbox_delivery
  WHERE listener = 'orders.refund-succeeded' AND JSON_VALUE(payload, '$.refundId') = rebate.id)`;

/** After-sales, the lines they speak for, and the money that goes back tell the same story. */
export const afterSaleChecks: readonly Check[] = [
  {
    name: 'a line’s claimed, withheld, cancelled and refunded units are those of its after-sales, and its rebate',
    sql: `SELECT line.id, line.order_id, line.after_sale_quantity, line.withheld_quantity,
        line.cancelled_quantity, line.refunded_fen,
        COALESCE(SUM(IF(one.state IN (?), claim.quantity, 0)), 0) AS claimed,
        COALESCE(SUM(IF(one.state IN (?) AND one.state NOT IN (?), claim.withheld_quantity, 0)), 0)
          AS withheld,
        COALESCE(SUM(IF(one.state IN (?), claim.withheld_quantity, 0)), 0) AS cancelled,
        COALESCE(SUM(IF(one.state = 'refunded', claim.refund_fen, 0)), 0)
          + IF(rebate.state = 'succeeded' AND NOT ${ARRIVING}, line.rebate_fen, 0) AS returned_fen
      FROM order_line AS line JOIN orders ON orders.id = line.order_id
      LEFT JOIN refund AS rebate ON rebate.subject_kind = 'order-rebate'
        AND rebate.subject_id = line.order_id
      LEFT JOIN after_sale_line AS claim ON claim.line_id = line.id
      LEFT JOIN after_sale AS one ON one.id = claim.after_sale_id
      WHERE orders.paid_at IS NOT NULL
      GROUP BY line.id, line.order_id, line.after_sale_quantity, line.withheld_quantity,
        line.cancelled_quantity, line.refunded_fen, line.rebate_fen, rebate.id, rebate.state
      HAVING claimed <> line.after_sale_quantity OR withheld <> line.withheld_quantity
        OR cancelled <> line.cancelled_quantity OR returned_fen <> line.refunded_fen`,
    parameters: () => [COUNTED, AFTER_SALE_OPEN, GRANTED, GRANTED],
  },
  {
    name: 'no line is to give back more than was paid for it',
    sql: `SELECT line.id, line.order_id, line.payable_fen, SUM(claim.refund_fen) AS claimed_fen,
        line.rebate_fen
      FROM order_line AS line JOIN after_sale_line AS claim ON claim.line_id = line.id
      JOIN after_sale AS one ON one.id = claim.after_sale_id AND one.state IN (?)
      GROUP BY line.id, line.order_id, line.payable_fen, line.rebate_fen
      HAVING claimed_fen + line.rebate_fen > line.payable_fen`,
    parameters: () => [COUNTED],
  },
  {
    name: 'an after-sale’s amount is that of its lines and its freight',
    sql: `SELECT one.id, one.refund_fen, one.freight_refund_fen,
        COALESCE(SUM(claim.refund_fen), 0) AS lines_fen
      FROM after_sale AS one LEFT JOIN after_sale_line AS claim ON claim.after_sale_id = one.id
      GROUP BY one.id, one.refund_fen, one.freight_refund_fen
      HAVING one.refund_fen <> lines_fen + one.freight_refund_fen`,
  },
  {
    name: 'an after-sale speaks for lines of its own order',
    sql: `SELECT one.id, one.order_id, claim.line_id FROM after_sale AS one
      LEFT JOIN after_sale_line AS claim ON claim.after_sale_id = one.id
      LEFT JOIN order_line ON order_line.id = claim.line_id AND order_line.order_id = one.order_id
      WHERE order_line.id IS NULL`,
  },
  {
    name: 'an order’s freight goes back once at most',
    sql: `SELECT orders.id, orders.freight_fen, SUM(one.freight_refund_fen) AS back_fen
      FROM orders JOIN after_sale AS one ON one.order_id = orders.id AND one.state IN (?)
      GROUP BY orders.id, orders.freight_fen HAVING back_fen > orders.freight_fen`,
    parameters: () => [GRANTED],
  },
  {
    name: 'what an order says came back is what its after-sales and its rebate returned',
    sql: `SELECT orders.id, orders.refunded_fen,
        COALESCE(SUM(one.refund_fen), 0)
          + IF(rebate.state = 'succeeded' AND NOT ${ARRIVING},
            rebate.amount_fen + COALESCE(tender.points_fen + tender.balance_fen, 0), 0)
          AS returned_fen
      FROM orders LEFT JOIN after_sale AS one ON one.order_id = orders.id
        AND one.state = 'refunded'
      LEFT JOIN refund AS rebate ON rebate.subject_kind = 'order-rebate'
        AND rebate.subject_id = orders.id
      LEFT JOIN order_refund_tender AS tender ON tender.refund_id = rebate.id
      WHERE orders.paid_at IS NOT NULL
      GROUP BY orders.id, orders.refunded_fen, rebate.id, rebate.state, rebate.amount_fen,
        tender.points_fen, tender.balance_fen
      HAVING returned_fen <> orders.refunded_fen`,
  },
  {
    name: 'a granted after-sale has one refund of its amount, of its order’s payment',
    sql: `SELECT one.id, one.order_id, one.state, one.refund_id FROM after_sale AS one
      LEFT JOIN orders ON orders.id = one.order_id
      LEFT JOIN refund ON refund.id = one.refund_id AND refund.subject_kind = 'after-sale'
        AND refund.subject_id = one.id AND refund.payment_id = orders.payment_id
        AND refund.amount_fen + COALESCE((SELECT points_fen + balance_fen
          FROM order_refund_tender WHERE refund_id = refund.id), 0) = one.refund_fen
      WHERE (one.state IN (?)) <> (refund.id IS NOT NULL)`,
    parameters: () => [GRANTED],
  },
  {
    name: 'an after-sale ends when its money has arrived, and not before',
    sql: `SELECT one.id, one.state, refund.id AS refund_id, refund.state AS refund_state
      FROM after_sale AS one JOIN refund ON refund.id = one.refund_id
      WHERE (one.state = 'refunded') <> (refund.state = 'succeeded')
        AND NOT EXISTS (SELECT 1 FROM outbox_delivery
          WHERE listener = 'after-sales.refund-succeeded'
            AND JSON_VALUE(payload, '$.refundId') = refund.id)`,
  },
];
