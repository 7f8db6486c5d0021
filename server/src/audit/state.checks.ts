import { AFTER_SALE_STATES, ORDER_STATES, PAYMENT_STATES, REFUND_STATES } from '@siyu/shared';
import { overdueSince, type Check } from './check.js';

/** Nothing is in a state that does not exist, and nothing is stuck past its deadline. */
export const stateChecks: readonly Check[] = [
  known('orders', ORDER_STATES),
  known('payment', PAYMENT_STATES),
  known('refund', REFUND_STATES),
  known('after_sale', AFTER_SALE_STATES),
  {
    name: 'no order is stuck past its pay deadline',
    sql: `SELECT id, pay_by FROM orders WHERE state = 'awaiting-payment' AND pay_by < ?`,
    parameters: (now) => [overdueSince(now)],
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

function known(table: string, states: readonly string[]): Check {
  return {
    name: `${table} is only in states that exist`,
    sql: `SELECT id, state FROM ${table} WHERE state NOT IN (?)`,
    parameters: () => [states],
  };
}
