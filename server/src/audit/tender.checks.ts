import type { Check } from './check.js';

/** Statements of what an order is paid by beside WeChat: its own column, its hold, its own sums. */
const TENDERS = [
  { name: 'balance', column: 'balance_fen', hold: 'wallet_hold' },
  { name: 'points', column: 'points_fen', hold: 'point_hold' },
] as const;

/** What orders are paid by, and what went back of it. */
export const tenderChecks: readonly Check[] = TENDERS.flatMap(({ name, column, hold }) => [
  {
    name: `what an order is paid by ${name} is what is held for it`,
    sql: `SELECT orders.id, orders.${column}, hold.amount_fen FROM orders
      LEFT JOIN ${hold} AS hold ON hold.order_id = orders.id
      WHERE orders.${column} <> COALESCE(hold.amount_fen, 0)`,
  },
  {
    name: `an order’s ${name} is held until it is paid, kept then, and released when it closes unpaid`,
    sql: `SELECT orders.id, orders.state, hold.state AS hold_state
      FROM ${hold} AS hold JOIN orders ON orders.id = hold.order_id
      WHERE hold.state <> CASE
        WHEN orders.paid_at IS NOT NULL THEN 'captured'
        WHEN orders.state = 'awaiting-payment' THEN 'held'
        ELSE 'released' END`,
  },
  {
    name: `an order gives back no more ${name} than it was paid by`,
    sql: `SELECT orders.id, orders.${column}, SUM(tender.${column}) AS back_fen
      FROM order_refund_tender AS tender JOIN orders ON orders.id = tender.order_id
      GROUP BY orders.id, orders.${column} HAVING back_fen > orders.${column}`,
  },
]);
