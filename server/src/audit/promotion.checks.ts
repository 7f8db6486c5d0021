import type { Check } from './check.js';

/** Campaigns gave what their orders took, within their limits. */
export const promotionChecks: readonly Check[] = [
  {
    name: 'a campaign counts what its orders hold and use',
    sql: `SELECT campaign.id, tally.uses, tally.spent_fen AS spentFen,
        COALESCE(taken.uses, 0) AS taken, COALESCE(taken.saved_fen, 0) AS takenFen
      FROM campaign LEFT JOIN campaign_tally AS tally ON tally.campaign_id = campaign.id
      LEFT JOIN (SELECT campaign_id, SUM(uses) AS uses, SUM(saved_fen) AS saved_fen
        FROM promotion_use WHERE state <> 'returned' GROUP BY campaign_id) AS taken
        ON taken.campaign_id = campaign.id
      WHERE COALESCE(tally.uses, 0) <> COALESCE(taken.uses, 0)
        OR COALESCE(tally.spent_fen, 0) <> COALESCE(taken.saved_fen, 0)`,
  },
  {
    name: 'a campaign keeps within its limits',
    sql: `SELECT campaign_id AS id, uses, uses_max AS usesMax, spent_fen AS spentFen,
        budget_fen AS budgetFen FROM campaign_tally
      WHERE uses > COALESCE(uses_max, uses) OR spent_fen > COALESCE(budget_fen, spent_fen)`,
  },
  {
    name: 'a shopper is counted for what their orders hold and use',
    sql: `SELECT person.campaign_id AS id, person.shopper_id AS shopperId, person.uses,
        COALESCE(SUM(promotion_use.uses), 0) AS taken
      FROM campaign_person AS person LEFT JOIN promotion_use
        ON promotion_use.campaign_id = person.campaign_id
        AND promotion_use.shopper_id = person.shopper_id AND promotion_use.state <> 'returned'
      GROUP BY person.campaign_id, person.shopper_id, person.uses HAVING person.uses <> taken`,
  },
  {
    name: 'what an offer saved is the sum of its discounts on lines',
    sql: `SELECT promotion_use.order_id AS id, promotion_use.offer_id AS offerId, saved_fen AS savedFen,
        COALESCE(off.amount_fen, 0) AS discountedFen
      FROM promotion_use LEFT JOIN (
        SELECT order_line.order_id, part.offer_id, SUM(part.amount_fen) AS amount_fen
        FROM order_line, JSON_TABLE(order_line.discounts, '$[*]' COLUMNS (
          offer_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PATH '$.offerId',
          amount_fen BIGINT PATH '$.amountFen')) AS part
        GROUP BY order_line.order_id, part.offer_id) AS off
        ON off.order_id = promotion_use.order_id AND off.offer_id = promotion_use.offer_id
      WHERE saved_fen <> COALESCE(off.amount_fen, 0)`,
  },
  {
    name: 'offers are held by unpaid orders, used by paid ones, returned by closed ones',
    sql: `SELECT promotion_use.order_id AS id, offer_id AS offerId, promotion_use.state,
        orders.state AS orderState
      FROM promotion_use JOIN orders ON orders.id = promotion_use.order_id
      WHERE promotion_use.state <> CASE
        WHEN orders.state = 'awaiting-payment' THEN 'held'
        WHEN orders.state = 'closed' THEN 'returned' ELSE 'used' END`,
  },
];
