import { PLAN_PURCHASE_STATES } from '@siyu/shared';
import { overdueSince, type Check } from './check.js';
import { arrivesByTransfer } from './transfer.checks.js';

/** Whoever paid for membership has it, once and in turn, or has their money back. */
export const paidPlanChecks: readonly Check[] = [
  {
    name: 'a purchase of a plan has a payment of its price, which succeeded exactly where it is paid',
    sql: `SELECT purchase.id, purchase.state, payment.state AS payment_state
      FROM plan_purchase AS purchase LEFT JOIN payment ON payment.id = purchase.payment_id
      WHERE payment.id IS NULL OR payment.amount_fen <> purchase.price_fen
        OR payment.subject_id <> purchase.id
        OR ((payment.state = 'succeeded') <> (purchase.state IN ('paid', 'returned', 'refunded'))
          AND NOT EXISTS (SELECT 1 FROM outbox_delivery
            WHERE listener = 'paid-plans.payment-succeeded'
              AND JSON_VALUE(payload, '$.subjectId') = purchase.id))`,
  },
  {
    name: 'a paid purchase of a plan began one term of it, which goes on unless it was given back',
    sql: `SELECT purchase.id, purchase.state, term.ended_at FROM plan_purchase AS purchase
        LEFT JOIN paid_term AS term ON term.source = 'purchase' AND term.source_id = purchase.id
          AND term.shopper_id = purchase.shopper_id AND term.plan_id = purchase.plan_id
          AND term.plan_version = purchase.plan_version
        WHERE (purchase.state IN ('paid', 'refunded') AND NOT is_gift) <> (term.id IS NOT NULL)
          OR (purchase.state = 'refunded' AND NOT is_gift) <> (term.ended_at IS NOT NULL)
      UNION ALL SELECT term.id, NULL, term.ended_at FROM paid_term AS term
        LEFT JOIN plan_purchase AS purchase ON purchase.id = term.source_id
        WHERE term.source = 'purchase' AND purchase.id IS NULL`,
  },
  {
    name: 'no two terms of a shopper run at once',
    sql: `SELECT term.id, other.id AS other_id FROM paid_term AS term
      JOIN paid_term AS other ON other.shopper_id = term.shopper_id AND other.id <> term.id
        AND other.ended_at IS NULL AND term.ended_at IS NULL
        AND other.begins_at < term.ends_at AND term.begins_at < other.ends_at`,
  },
  {
    name: 'a term is by a version of a plan that is kept',
    sql: `SELECT term.id, term.plan_id, term.plan_version FROM paid_term AS term
      LEFT JOIN paid_plan_version AS bought
        ON bought.plan_id = term.plan_id AND bought.version = term.plan_version
      WHERE bought.plan_id IS NULL`,
  },
  {
    name: 'a trial that was had, or can still be paid, holds its keys, and nothing else does',
    sql: `SELECT purchase.id, purchase.state FROM plan_purchase AS purchase
        JOIN paid_plan_version AS bought
          ON bought.plan_id = purchase.plan_id AND bought.version = purchase.plan_version
      WHERE (JSON_VALUE(bought.input, '$.period') = 'trial'
          AND purchase.state IN ('awaiting-payment', 'paid', 'refunded'))
        <> EXISTS (SELECT 1 FROM trial_claim WHERE trial_claim.purchase_id = purchase.id)`,
  },
  {
    name: 'a plan that was given back has one refund of what it returned',
    sql: `SELECT purchase.id, purchase.state, back.amount_fen, refund.amount_fen AS refund_fen
      FROM plan_purchase AS purchase LEFT JOIN plan_refund AS back
        ON back.purchase_id = purchase.id
      LEFT JOIN refund ON refund.id = back.refund_id AND refund.subject_id = back.id
        AND refund.payment_id = purchase.payment_id
      WHERE (purchase.state = 'refunded') <> (back.id IS NOT NULL)
        OR (back.channel = 'wechat') <> (refund.id IS NOT NULL)
        OR refund.amount_fen <> back.amount_fen OR back.amount_fen > purchase.price_fen`,
  },
  arrivesByTransfer('plan', 'plan_refund', 'paid-plans'),
  {
    name: 'money that came for a trial that was had went back whole',
    sql: `SELECT purchase.id, payment.refunded_fen FROM plan_purchase AS purchase
      JOIN payment ON payment.id = purchase.payment_id
      WHERE purchase.state = 'returned' AND payment.refunded_fen <> payment.amount_fen`,
  },
  {
    name: 'no purchase of a plan is stuck past its pay deadline',
    sql: `SELECT id, pay_by FROM plan_purchase WHERE state = 'awaiting-payment' AND pay_by < ?`,
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'purchases of plans are only in states that exist',
    sql: 'SELECT id, state FROM plan_purchase WHERE state NOT IN (?)',
    parameters: () => [PLAN_PURCHASE_STATES],
  },
];
