import type { Check } from './check.js';

/** One newcomer's benefit a person, claimed by the order that has it and by no other. */
export const newcomerChecks: readonly Check[] = [
  {
    name: 'an order with a newcomer’s benefit claims it, or is flagged',
    sql: `SELECT DISTINCT promotion_use.order_id AS id, promotion_use.shopper_id AS shopperId
      FROM promotion_use
      LEFT JOIN newcomer_claim AS claim ON claim.order_id = promotion_use.order_id
      LEFT JOIN newcomer_flag AS flag ON flag.order_id = promotion_use.order_id
      WHERE promotion_use.kind = 'newcomer' AND promotion_use.state <> 'returned'
        AND claim.order_id IS NULL AND flag.order_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.id = promotion_use.order_id
          AND orders.total_fen > 0 AND orders.refunded_fen = orders.total_fen)`,
  },
  {
    name: 'a newcomer’s benefit is claimed by no order that has none',
    sql: `SELECT DISTINCT claim.order_id AS id, claim.key_kind AS keyKind
      FROM newcomer_claim AS claim LEFT JOIN promotion_use
        ON promotion_use.order_id = claim.order_id AND promotion_use.kind = 'newcomer'
        AND promotion_use.state <> 'returned'
      WHERE promotion_use.order_id IS NULL`,
  },
];
