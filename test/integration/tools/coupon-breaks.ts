/** For each thing that must hold of coupons, one way to break it. */
export const COUPON_BREAKS: Readonly<Record<string, string>> = {
  'a campaign has given out as many coupons as there are, and no more than its stock':
    'UPDATE coupon_stock SET issued = issued + 1',
  'nobody has had more coupons of a campaign than a person may': `UPDATE campaign
    SET input = JSON_SET(input, '$.rule.perPersonMax', 0) WHERE kind = 'coupon'`,
  'a locked coupon has an unpaid order, a used one a paid one, and the order is its owner’s':
    "UPDATE coupon SET state = 'used' WHERE state = 'locked'",
  'what orders hold and use of coupons, the coupons know':
    "UPDATE coupon SET state = 'unused', order_id = NULL WHERE state = 'used'",
  'a coupon is in hand no longer than its campaign is in play':
    'UPDATE campaign SET in_hand_until = NULL',
  'printed codes are as many as their batch counts, and gave the coupons they were used for':
    'UPDATE coupon_code SET uses = 0',
};
