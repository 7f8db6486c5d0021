import type { Check } from './check.js';

/** Coupons are as many as were given out, and stand as their orders do. */
export const couponChecks: readonly Check[] = [
  {
    name: 'a campaign has given out as many coupons as there are, and no more than its stock',
    sql: `SELECT coupon_stock.campaign_id AS id, stock, issued, COUNT(coupon.id) AS coupons
      FROM coupon_stock LEFT JOIN coupon ON coupon.campaign_id = coupon_stock.campaign_id
      GROUP BY coupon_stock.campaign_id, stock, issued
      HAVING issued <> coupons OR issued > stock`,
  },
  {
    name: 'nobody has had more coupons of a campaign than a person may',
    sql: `SELECT campaign.id, coupon.shopper_id AS shopperId, COUNT(*) AS coupons
      FROM coupon JOIN campaign ON campaign.id = coupon.campaign_id
      GROUP BY campaign.id, coupon.shopper_id
      HAVING coupons > MAX(JSON_VALUE(campaign.input, '$.rule.perPersonMax'))`,
  },
  {
    name: 'a locked coupon has an unpaid order, a used one a paid one, and the order is its owner’s',
    sql: `SELECT coupon.id, coupon.state, coupon.order_id AS orderId, orders.state AS orderState
      FROM coupon LEFT JOIN orders ON orders.id = coupon.order_id
      WHERE coupon.state IN ('locked', 'used') AND (orders.id IS NULL
        OR orders.shopper_id <> coupon.shopper_id
        OR (coupon.state = 'locked') <> (orders.state = 'awaiting-payment')
        OR (coupon.state = 'used') <> (orders.paid_at IS NOT NULL))`,
  },
  {
    name: 'what orders hold and use of coupons, the coupons know',
    sql: `SELECT promotion_use.order_id AS id, promotion_use.coupon_id AS couponId,
        promotion_use.state, coupon.state AS couponState
      FROM promotion_use LEFT JOIN coupon ON coupon.id = promotion_use.coupon_id
        AND coupon.order_id = promotion_use.order_id
      WHERE promotion_use.kind = 'coupon' AND promotion_use.state <> 'returned'
        AND COALESCE(coupon.state, '') <> IF(promotion_use.state = 'held', 'locked', 'used')`,
  },
  {
    name: 'a coupon is in hand no longer than its campaign is in play',
    sql: `SELECT coupon.id, campaign.id AS campaignId FROM coupon
      JOIN campaign ON campaign.id = coupon.campaign_id
      WHERE campaign.in_hand_until IS NULL OR campaign.in_hand_until < coupon.valid_until`,
  },
  {
    name: 'printed codes are as many as their batch counts, and gave the coupons they were used for',
    sql: `SELECT coupon_batch.id, printed, COUNT(coupon_code.code) AS codes,
        COALESCE(SUM(uses), 0) AS uses, COALESCE(SUM(given.coupons), 0) AS coupons
      FROM coupon_batch LEFT JOIN coupon_code ON coupon_code.batch_id = coupon_batch.id
      LEFT JOIN (SELECT code, COUNT(*) AS coupons FROM coupon WHERE code IS NOT NULL GROUP BY code)
        AS given ON given.code = coupon_code.code
      GROUP BY coupon_batch.id, printed HAVING printed <> codes OR uses <> coupons`,
  },
];
