import type { Check } from './check.js';

/** Gifts cost nothing, are of an offer of their order, and say what they were given for. */
export const giftChecks: readonly Check[] = [
  {
    name: 'a gift costs nothing and says what it was given for',
    sql: `SELECT id, order_id AS orderId, payable_fen AS payableFen FROM order_line
      WHERE (gift_of IS NULL) <> (gift_terms IS NULL)
        OR (gift_of IS NOT NULL AND (amount_fen <> 0 OR payable_fen <> 0))`,
  },
  {
    name: 'a gift is of an offer that its order took',
    sql: `SELECT line.id, line.order_id AS orderId, line.gift_of AS giftOf
      FROM order_line AS line LEFT JOIN promotion_use
        ON promotion_use.order_id = line.order_id AND promotion_use.offer_id = line.gift_of
      WHERE line.gift_of IS NOT NULL AND promotion_use.order_id IS NULL`,
  },
  {
    name: 'an after-sale withholds for gifts only where some are kept',
    sql: `SELECT after_sale_id AS id, SUM(gift_withheld_fen) AS withheldFen,
        SUM(kept_quantity) AS kept
      FROM after_sale_line GROUP BY after_sale_id HAVING withheldFen > 0 AND kept = 0`,
  },
];
