import { APPROVAL_STATES, RECHARGE_STATES } from '@siyu/shared';
import { overdueSince, type Check } from './check.js';
import { arrivesByTransfer } from './transfer.checks.js';

/** Money paid in advance is in a lot, or went back; and two people stand behind large changes. */
export const rechargeChecks: readonly Check[] = [
  {
    name: 'a paid recharge has one lot, of what it promised, and no lot of one is without it',
    sql: `SELECT recharge.id, recharge.state, lot.principal_fen, lot.bonus_fen
        FROM recharge LEFT JOIN wallet_lot AS lot ON lot.id = recharge.id
        WHERE (recharge.state = 'paid') <> (lot.id IS NOT NULL)
          OR lot.principal_fen <> recharge.principal_fen OR lot.bonus_fen <> recharge.bonus_fen
          OR lot.shopper_id <> recharge.shopper_id
      UNION ALL SELECT lot.id, NULL, lot.principal_fen, lot.bonus_fen
        FROM wallet_lot AS lot LEFT JOIN recharge ON recharge.id = lot.id
        WHERE lot.source = 'recharge' AND recharge.id IS NULL`,
  },
  {
    name: 'a recharge has a payment of its principal, which succeeded exactly where it is paid',
    sql: `SELECT recharge.id, recharge.state, payment.state AS payment_state FROM recharge
      LEFT JOIN payment ON payment.id = recharge.payment_id
      WHERE payment.id IS NULL OR payment.amount_fen <> recharge.principal_fen
        OR payment.subject_id <> recharge.id
        OR ((payment.state = 'succeeded') <> (recharge.state IN ('paid', 'returned'))
          AND NOT EXISTS (SELECT 1 FROM outbox_delivery
            WHERE listener = 'wallet.payment-succeeded'
              AND JSON_VALUE(payload, '$.subjectId') = recharge.id))`,
  },
  {
    name: 'no recharge is stuck past its pay deadline',
    sql: `SELECT id, pay_by FROM recharge WHERE state = 'awaiting-payment' AND pay_by < ?`,
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'recharges are only in states that exist',
    sql: 'SELECT id, state FROM recharge WHERE state NOT IN (?)',
    parameters: () => [RECHARGE_STATES],
  },
  {
    name: 'what goes back of a recharge through WeChat is one refund of its payment',
    sql: `SELECT back.id, back.recharge_id, back.amount_fen, refund.amount_fen AS refund_fen
      FROM recharge_refund AS back JOIN recharge ON recharge.id = back.recharge_id
      LEFT JOIN refund ON refund.id = back.refund_id AND refund.subject_id = back.id
        AND refund.payment_id = recharge.payment_id
      WHERE (back.channel = 'wechat') <> (refund.id IS NOT NULL)
        OR refund.amount_fen <> back.amount_fen`,
  },
  arrivesByTransfer('recharge', 'recharge_refund', 'wallet'),
  {
    name: 'no more goes back of a recharge than was paid',
    sql: `SELECT recharge.id, recharge.principal_fen, SUM(back.amount_fen) AS returned
      FROM recharge JOIN recharge_refund AS back ON back.recharge_id = recharge.id
      GROUP BY recharge.id, recharge.principal_fen HAVING returned > recharge.principal_fen`,
  },
  {
    name: 'money that came for a recharge without room went back whole',
    sql: `SELECT recharge.id, payment.refunded_fen FROM recharge
      JOIN payment ON payment.id = recharge.payment_id
      WHERE recharge.state = 'returned' AND payment.refunded_fen <> payment.amount_fen`,
  },
  {
    name: 'what was approved was approved by someone else',
    sql: `SELECT id, state, asked_by, decided_by FROM approval
      WHERE state NOT IN (?) OR (state = 'pending') <> (decided_by IS NULL)
        OR (state = 'approved' AND decided_by = asked_by)`,
    parameters: () => [APPROVAL_STATES],
  },
];
