import { SEAT_STATES, TEAM_STATES } from '@siyu/shared';
import { overdueSince, type Check } from './check.js';

const told = (listener: string, orderId: string) => `EXISTS (SELECT 1 FROM outbox_delivery
  WHERE listener = '${listener}' AND JSON_VALUE(payload, '$.orderId') = ${orderId})`;

/** Teams, their seats and the orders that wait for them tell the same story. */
export const groupBuyChecks: readonly Check[] = [
  {
    name: 'a team counts the seats that are taken and paid, and has no more than its room',
    sql: `SELECT team.id, team.locked, team.paid, team.seats_max AS seatsMax,
        COALESCE(SUM(seat.taken), 0) AS taken, COALESCE(SUM(seat.state = 'paid'), 0) AS paidSeats
      FROM team LEFT JOIN team_seat AS seat ON seat.team_id = team.id
      GROUP BY team.id, team.locked, team.paid, team.seats_max
      HAVING taken <> team.locked OR paidSeats <> team.paid OR taken > team.seats_max`,
  },
  {
    name: 'a seat is taken exactly while it is held or paid',
    sql: `SELECT order_id, team_id, state, taken, paid_at FROM team_seat
      WHERE (taken IS NOT NULL) <> (state IN ('held', 'paid'))
        OR (state = 'paid' AND paid_at IS NULL)`,
  },
  {
    name: 'teams and seats are only in states that exist',
    sql: `SELECT id, state FROM team WHERE state NOT IN (?)
      UNION ALL SELECT order_id, state FROM team_seat WHERE state NOT IN (?)`,
    parameters: () => [TEAM_STATES, SEAT_STATES],
  },
  {
    name: 'no team forms past its deadline, or with every seat paid',
    sql: `SELECT id, paid, seats_max, expires_at FROM team
      WHERE state = 'forming' AND (expires_at < ? OR paid >= seats_max)`,
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'a team has succeeded with the people it needs, unless the system completed it',
    sql: `SELECT id, size, paid, completed_by_system FROM team
      WHERE (state = 'succeeded' AND (paid < size) <> completed_by_system)
        OR (state <> 'succeeded' AND completed_by_system = 1)`,
  },
  {
    name: 'a forming team is led by one of those who sit in it',
    sql: `SELECT team.id, team.leader_id FROM team
      LEFT JOIN team_seat AS seat ON seat.team_id = team.id AND seat.taken = 1
        AND seat.shopper_id = team.leader_id
      WHERE team.state = 'forming'
        AND (seat.order_id IS NULL OR (seat.state <> 'paid' AND team.paid > 0))`,
  },
  {
    name: 'every order that waits for others has a seat, and every seat such an order',
    sql: `SELECT orders.id, orders.state, seat.team_id FROM orders
        LEFT JOIN team_seat AS seat ON seat.order_id = orders.id
        WHERE orders.state_when_paid = 'gathering' AND seat.order_id IS NULL
      UNION ALL SELECT seat.order_id, orders.state, seat.team_id FROM team_seat AS seat
        LEFT JOIN orders ON orders.id = seat.order_id
        WHERE orders.id IS NULL OR orders.state_when_paid <> 'gathering'`,
  },
  {
    name: 'a seat is held by an unpaid order, paid by a paid one, freed by a closed one',
    sql: `SELECT orders.id, orders.state, seat.state AS seat, team.id AS team_id,
        team.state AS team_state
      FROM team_seat AS seat JOIN orders ON orders.id = seat.order_id
      JOIN team ON team.id = seat.team_id
      WHERE NOT CASE orders.state
        WHEN 'awaiting-payment' THEN seat.state = 'held'
        WHEN 'closed' THEN seat.state = 'freed' OR seat.returned_at IS NOT NULL
        WHEN 'gathering' THEN seat.state = 'paid'
          OR ${told('after-sales.promotion-fell-through', 'orders.id')}
        ELSE seat.state = 'paid' END`,
  },
  {
    name: 'no paid order waits for a team that is over',
    sql: `SELECT orders.id, team.id AS team_id, team.state AS team_state
      FROM orders JOIN team_seat AS seat ON seat.order_id = orders.id
      JOIN team ON team.id = seat.team_id
      WHERE orders.state = 'gathering' AND team.state <> 'forming'
        AND NOT ${told('after-sales.promotion-fell-through', 'orders.id')}
        AND NOT EXISTS (SELECT 1 FROM outbox_delivery
          WHERE listener = 'orders.promotion-gathered'
            AND JSON_CONTAINS(payload, JSON_QUOTE(orders.id), '$.orderIds'))`,
  },
  {
    name: 'no order is sent whose team has not succeeded',
    sql: `SELECT orders.id, orders.state, team.id AS team_id, team.state AS team_state
      FROM orders JOIN team_seat AS seat ON seat.order_id = orders.id
      JOIN team ON team.id = seat.team_id
      WHERE orders.state IN ('to-ship', 'shipped', 'completed') AND team.state <> 'succeeded'`,
  },
  {
    name: 'everyone who paid for a failed team has the whole of it back, or on its way',
    sql: `SELECT orders.id, team.id AS team_id, payment.amount_fen, payment.refunded_fen
      FROM team JOIN team_seat AS seat ON seat.team_id = team.id AND seat.paid_at IS NOT NULL
      JOIN orders ON orders.id = seat.order_id JOIN payment ON payment.id = orders.payment_id
      WHERE team.state = 'failed' AND payment.refunded_fen <> payment.amount_fen
        AND NOT ${told('after-sales.promotion-fell-through', 'orders.id')}`,
  },
  {
    name: 'what was given back of a price is one refund, of its lines’ sum',
    sql: `SELECT rebate.order_id, rebate.amount_fen, SUM(order_line.rebate_fen) AS lines_fen,
        refund.amount_fen AS refund_fen
      FROM order_rebate AS rebate JOIN order_line ON order_line.order_id = rebate.order_id
      LEFT JOIN refund ON refund.id = rebate.refund_id AND refund.subject_kind = 'order-rebate'
        AND refund.subject_id = rebate.order_id
      GROUP BY rebate.order_id, rebate.amount_fen, refund.amount_fen
      HAVING lines_fen <> rebate.amount_fen OR NOT refund_fen <=> rebate.amount_fen`,
  },
];
