import { overdueSince, type Check } from './check.js';

/** Whoever gave a plan has a friend who has it, or a gift that waits, or their money back. */
export const planGiftChecks: readonly Check[] = [
  {
    name: 'a purchase that was paid to be given has one gift, which ended where its money went back',
    sql: `SELECT purchase.id, purchase.state, gift.ended_at FROM plan_purchase AS purchase
        LEFT JOIN plan_gift AS gift ON gift.purchase_id = purchase.id
        WHERE (purchase.state IN ('paid', 'refunded') AND is_gift) <> (gift.purchase_id IS NOT NULL)
          OR (purchase.state = 'refunded' AND is_gift) <> (gift.ended_at IS NOT NULL)
      UNION ALL SELECT gift.purchase_id, NULL, gift.ended_at FROM plan_gift AS gift
        LEFT JOIN plan_purchase AS purchase ON purchase.id = gift.purchase_id
        WHERE purchase.id IS NULL`,
  },
  {
    name: 'a gift that was accepted began one term, of somebody else, and no other did',
    sql: `SELECT gift.purchase_id AS id, gift.accepted_at, term.id AS term_id
        FROM plan_gift AS gift JOIN plan_purchase AS purchase ON purchase.id = gift.purchase_id
        LEFT JOIN paid_term AS term ON term.source = 'gift' AND term.source_id = gift.purchase_id
          AND term.plan_id = purchase.plan_id AND term.plan_version = purchase.plan_version
        WHERE (gift.accepted_at IS NOT NULL) <> (term.id IS NOT NULL)
          OR (gift.accepted_at IS NOT NULL AND gift.ended_at IS NOT NULL)
            <> (term.ended_at IS NOT NULL)
          OR term.shopper_id = purchase.shopper_id
      UNION ALL SELECT term.id, NULL, NULL FROM paid_term AS term
        LEFT JOIN plan_gift AS gift ON gift.purchase_id = term.source_id
        WHERE term.source = 'gift' AND gift.purchase_id IS NULL`,
  },
  {
    name: 'no gift of a plan waits past its day',
    sql: `SELECT purchase_id AS id, expires_at FROM plan_gift
      WHERE accepted_at IS NULL AND ended_at IS NULL AND expires_at < ?`,
    parameters: (now) => [overdueSince(now)],
  },
];
