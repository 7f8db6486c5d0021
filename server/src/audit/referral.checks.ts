import { overdueSince, type Check } from './check.js';

/** How often each room that gives has given for a reward. */
const GIVEN = `(SELECT COUNT(*) FROM coupon WHERE coupon.shopper_id = reward.shopper_id
      AND grant_key = CONCAT('referral:', reward.id))
    + (SELECT COUNT(*) FROM point_lot WHERE source = 'referral' AND source_key = reward.id)
    + (SELECT COUNT(*) FROM growth_event
      WHERE source = 'invited-order' AND reference = reward.id)
    + (SELECT COUNT(*) FROM wallet_lot WHERE wallet_lot.id = reward.id)`;

/** Everybody is one owner's customer at a time, for a reason that can be looked up. */
export const referralChecks: readonly Check[] = [
  {
    name: 'a binding was made of a visit of its customer, by a link of its owner',
    sql: `SELECT binding.id, binding.touch_id, binding.code FROM referral_binding AS binding
      LEFT JOIN visit ON visit.id = binding.touch_id AND visit.shopper_id = binding.shopper_id
        AND visit.code = binding.code AND visit.reason = binding.reason
      LEFT JOIN share_link AS link ON link.code = binding.code
        AND link.owner_kind = binding.owner_kind AND link.owner_id = binding.owner_id
      WHERE visit.id IS NULL OR link.code IS NULL`,
  },
  {
    name: 'nobody is two owners’ customer at a time',
    sql: `SELECT earlier.shopper_id, earlier.id, later.id AS other FROM referral_binding AS earlier
      JOIN referral_binding AS later ON later.shopper_id = earlier.shopper_id
        AND later.id > earlier.id
      WHERE earlier.ended_at IS NULL OR earlier.ended_at > later.bound_at`,
  },
  {
    name: 'who left the shop has no link that counts, and no customer who does',
    sql: `SELECT owner_id, code FROM share_link JOIN shopper ON shopper.id = owner_id
        WHERE owner_kind = 'shopper' AND deleted_at IS NOT NULL AND withdrawn_at IS NULL
      UNION ALL SELECT owner_id, code FROM referral_binding JOIN shopper ON shopper.id = owner_id
        WHERE owner_kind = 'shopper' AND deleted_at IS NOT NULL
          AND is_open = 1 AND frozen_at IS NULL`,
  },
  {
    name: 'who is flagged was brought by whom they are flagged with',
    sql: `SELECT flag.id, flag.friend_id, flag.inviter_id FROM referral_flag AS flag
      WHERE NOT EXISTS (SELECT 1 FROM referral_binding AS binding
        WHERE binding.shopper_id = flag.friend_id AND binding.owner_kind = 'shopper'
          AND binding.owner_id = flag.inviter_id)`,
  },
  {
    name: 'nothing is given for a friend while a flag is open, or once it is confirmed',
    sql: `SELECT reward.id, reward.friend_id, flag.id AS flag FROM referral_flag AS flag
      JOIN referral_reward AS reward ON reward.friend_id = flag.friend_id
        AND reward.inviter_id = flag.inviter_id
      WHERE reward.state = 'granted' AND reward.granted_at > flag.flagged_at
          AND flag.state IN ('open', 'confirmed')
        OR reward.state IN ('pending', 'held') AND flag.state = 'confirmed'`,
  },
  {
    name: 'no visit of somebody known is undecided past its moment',
    sql: `SELECT id, shopper_id, visited_at FROM visit WHERE state = 'known' AND visited_at < ?`,
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'a reward is for something a customer of its inviter did',
    sql: `SELECT reward.id, reward.friend_id, reward.order_id FROM referral_reward AS reward
      LEFT JOIN referral_binding AS binding ON binding.id = binding_id
        AND binding.shopper_id = friend_id AND binding.owner_id = inviter_id
      LEFT JOIN orders ON orders.id = order_id AND orders.shopper_id = friend_id
      WHERE binding.id IS NULL OR (order_id IS NOT NULL AND orders.paid_at IS NULL)`,
  },
  {
    name: 'nobody has more rewards than one inviter may have',
    sql: `SELECT one.id, one.inviter_id, COUNT(*) AS had, SUM(other.day = one.day) AS that_day
      FROM referral_reward AS one JOIN referral_reward AS other
        ON other.inviter_id = one.inviter_id AND other.programme_id = one.programme_id
        AND other.side = 'inviter' AND other.state <> 'voided' AND other.id <= one.id
      WHERE one.side = 'inviter' AND one.state <> 'voided'
      GROUP BY one.id, one.inviter_id, one.total_max, one.day_max
      HAVING had > one.total_max OR that_day > one.day_max`,
  },
  {
    name: 'a reward was given once when it says so, and otherwise not',
    sql: `SELECT reward.id, reward.state, ${GIVEN} AS given FROM referral_reward AS reward
      JOIN shopper ON shopper.id = reward.shopper_id AND shopper.deleted_at IS NULL
      HAVING given <> (state IN ('granted', 'taken-back'))`,
  },
  {
    name: 'no reward waits for an order that was given back',
    sql: `SELECT reward.id, order_id FROM referral_reward AS reward
      JOIN orders ON orders.id = order_id
      WHERE reward.state IN ('pending', 'held') AND orders.state = 'closed'
        AND orders.closed_at < ?`,
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'no reward is stuck past the day it is due',
    sql: "SELECT id, due_at FROM referral_reward WHERE state = 'pending' AND due_at < ?",
    parameters: (now) => [overdueSince(now)],
  },
];
