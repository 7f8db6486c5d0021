import { overdueSince, type Check } from './check.js';
import { tierCheck } from './tier.check.js';

/** Members stand where their growth puts them, and used no more of a benefit than they have. */
export const membershipChecks: readonly Check[] = [
  {
    name: 'a member’s growth is the sum of what they were given and what was taken back',
    sql: `SELECT member.shopper_id AS id, member.growth, COALESCE(given.growth, 0) AS given
      FROM member LEFT JOIN (
        SELECT shopper_id, SUM(growth) AS growth FROM growth_event GROUP BY shopper_id) AS given
        ON given.shopper_id = member.shopper_id
      WHERE member.growth <> COALESCE(given.growth, 0)`,
  },
  {
    name: 'no more growth is taken back than was given, from whom and as of when it was',
    sql: `SELECT given.id, given.shopper_id AS shopperId, given.growth, SUM(back.growth) AS taken
      FROM growth_event AS back LEFT JOIN growth_event AS given
        ON given.shopper_id = back.shopper_id AND given.at = back.at AND given.id = back.takes_back
      WHERE back.takes_back IS NOT NULL
      GROUP BY back.takes_back, given.id, given.shopper_id, given.growth
      HAVING given.id IS NULL OR SUM(back.growth) > 0 OR given.growth + SUM(back.growth) < 0`,
  },
  tierCheck,
  {
    name: 'a benefit’s uses of a month are counted, and no more than it allowed',
    sql: `SELECT counted.shopper_id AS id, counted.kind, counted.month, counted.uses,
        COUNT(used.reference) AS taken
      FROM benefit_month AS counted LEFT JOIN benefit_use AS used
        ON used.shopper_id = counted.shopper_id AND used.kind = counted.kind
        AND used.month = counted.month
      GROUP BY counted.shopper_id, counted.kind, counted.month, counted.uses, counted.uses_max
      HAVING counted.uses <> taken OR counted.uses > COALESCE(counted.uses_max, counted.uses)`,
  },
  {
    name: 'an order has used a member’s freight exactly while it holds or used that offer',
    sql: `SELECT offer.order_id AS id, offer.state FROM promotion_use AS offer
      LEFT JOIN benefit_use AS used ON used.kind = 'free-freight' AND used.reference = offer.order_id
      WHERE offer.kind = 'member-freight'
        AND (used.reference IS NULL) <> (offer.state = 'returned')`,
  },
  {
    name: 'the freight of a return that a benefit pays is one use, and once granted one lot of it',
    sql: `SELECT one.id, one.state, one.return_freight_fen, lot.bonus_fen FROM after_sale AS one
        LEFT JOIN benefit_use AS used ON used.kind = 'return-freight' AND used.reference = one.id
        LEFT JOIN wallet_lot AS lot ON lot.id = one.id
        WHERE (one.return_freight_fen IS NOT NULL) <> (used.reference IS NOT NULL)
          OR (one.return_freight_fen IS NOT NULL AND one.state IN ('refunding', 'refunded'))
            <> (lot.id IS NOT NULL)
          OR one.return_freight_fen > one.return_freight_stated_fen
          OR lot.bonus_fen <> one.return_freight_fen OR lot.shopper_id <> one.shopper_id
      UNION ALL SELECT lot.id, NULL, NULL, lot.bonus_fen FROM wallet_lot AS lot
        LEFT JOIN after_sale AS one ON one.id = lot.id
        WHERE lot.source = 'return-freight' AND one.id IS NULL`,
  },
  {
    name: 'no review of a tier is overdue',
    sql: 'SELECT shopper_id AS id, tier, review_at AS reviewAt FROM member WHERE review_at < ?',
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'no rules are on their way to members without a job that brings them',
    sql: `SELECT ladder_run.id, ladder_run.kind FROM ladder_run LEFT JOIN due_job
        ON due_job.kind = 'membership.ladder-run' AND due_job.dedupe = ladder_run.id
        AND due_job.dead = 0
      WHERE ladder_run.state = 'running' AND due_job.id IS NULL`,
  },
];
