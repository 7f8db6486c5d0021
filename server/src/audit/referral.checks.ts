import { overdueSince, type Check } from './check.js';

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
    name: 'no visit of somebody known is undecided past its moment',
    sql: `SELECT id, shopper_id, visited_at FROM visit WHERE state = 'known' AND visited_at < ?`,
    parameters: (now) => [overdueSince(now)],
  },
];
