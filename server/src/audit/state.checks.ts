import {
  AFTER_SALE_OPEN,
  AFTER_SALE_STATES,
  COMMISSION_STATES,
  FAPIAO_STATES,
  ORDER_STATES,
  PAYMENT_STATES,
  POINT_HOLD_STATES,
  POINT_LOT_STATES,
  PROMOTER_STATES,
  REFUND_STATES,
  REWARD_STATES,
  WITHDRAWAL_STATES,
} from '@siyu/shared';
import { overdueSince, type Check } from './check.js';

/** Nothing is in a state that does not exist, and nothing is stuck past its deadline. */
export const stateChecks: readonly Check[] = [
  known('orders', ORDER_STATES),
  known('payment', PAYMENT_STATES),
  known('refund', REFUND_STATES),
  known('after_sale', AFTER_SALE_STATES),
  known('fapiao', FAPIAO_STATES, 'order_id'),
  known('point_lot', POINT_LOT_STATES),
  known('point_hold', POINT_HOLD_STATES, 'order_id'),
  known('referral_reward', REWARD_STATES),
  known('promoter', PROMOTER_STATES, 'shopper_id'),
  known('commission_share', COMMISSION_STATES, 'order_id'),
  known('withdrawal', WITHDRAWAL_STATES),
  {
    name: 'no order is stuck past its pay deadline',
    sql: `SELECT id, pay_by FROM orders WHERE state = 'awaiting-payment' AND pay_by < ?`,
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'no shipped order is stuck past the day it completes by itself',
    sql: `SELECT id, auto_complete_at FROM orders
      WHERE state = 'shipped' AND (auto_complete_at IS NULL OR auto_complete_at < ?)`,
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'no after-sale is stuck past its deadline, or waits for someone without one',
    sql: `SELECT id, order_id, state, deadline_at FROM after_sale
      WHERE (state IN (?) AND state <> 'refunding' AND deadline_at IS NULL) OR deadline_at < ?`,
    parameters: (now) => [AFTER_SALE_OPEN, overdueSince(now)],
  },
  {
    name: 'no open payment or refund waits for a notification alone',
    sql: `SELECT id, 'payment' AS kind, check_at FROM payment
        WHERE (state = 'pending' AND check_at IS NULL) OR check_at < ?
      UNION ALL SELECT id, 'refund', check_at FROM refund
        WHERE (state = 'processing' AND check_at IS NULL) OR check_at < ?`,
    parameters: (now) => [overdueSince(now), overdueSince(now)],
  },
  {
    name: 'no closing payment is without a job that closes it',
    sql: `SELECT payment.id FROM payment
      LEFT JOIN due_job ON due_job.kind = 'payment.close' AND due_job.dedupe = payment.id
      WHERE payment.state = 'closing' AND due_job.id IS NULL`,
  },
  {
    name: 'no requested refund is without a job that sends it',
    sql: `SELECT refund.id FROM refund
      LEFT JOIN due_job ON due_job.kind = 'refund.send' AND due_job.dedupe = refund.id
      WHERE refund.state = 'requested' AND due_job.id IS NULL`,
  },
  {
    name: 'no message waits for WeChat without a job that sends it',
    sql: `SELECT message.id, message.push FROM message
      LEFT JOIN due_job ON due_job.kind = 'message.send' AND due_job.dedupe = message.id
      WHERE message.push IN ('waiting', 'sending') AND due_job.id IS NULL`,
  },
  {
    name: 'no idempotency key is without its answer',
    sql: 'SELECT owner_id, idempotency_key, created_at FROM idempotency_key WHERE answer IS NULL',
  },
  {
    name: 'no job is dead or overdue',
    sql: `SELECT id, kind, dedupe, attempts, last_error FROM due_job
      WHERE dead = 1 OR (run_at < ? AND (lease_until IS NULL OR lease_until < ?))`,
    parameters: (now) => [overdueSince(now), overdueSince(now)],
  },
  {
    name: 'no outbox delivery is dead or overdue',
    sql: `SELECT id, listener, attempts, last_error FROM outbox_delivery
      WHERE dead = 1 OR due_at < ?`,
    parameters: (now) => [overdueSince(now)],
  },
];

function known(table: string, states: readonly string[], id = 'id'): Check {
  return {
    name: `${table} is only in states that exist`,
    sql: `SELECT ${id}, state FROM ${table} WHERE state NOT IN (?)`,
    parameters: () => [states],
  };
}
