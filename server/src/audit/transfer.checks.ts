import { TRANSFER_STATES } from '@siyu/shared';
import { overdueSince, type Check } from './check.js';

/** Money the shop sends to people goes once, and none is stuck on its way. */
export const transferChecks: readonly Check[] = [
  {
    name: 'merchant transfers are only in states that exist',
    sql: 'SELECT id, state FROM merchant_transfer WHERE state NOT IN (?)',
    parameters: () => [TRANSFER_STATES],
  },
  {
    name: 'no merchant transfer is open without a job that sends it or a time to ask WeChat',
    sql: `SELECT transfer.id, transfer.state, check_at FROM merchant_transfer AS transfer
      LEFT JOIN due_job ON due_job.kind = 'transfer.send' AND due_job.dedupe = transfer.id
      WHERE (transfer.state = 'requested' AND due_job.id IS NULL)
        OR (transfer.state <> 'requested' AND (ended_at IS NULL) <> (check_at IS NOT NULL))
        OR check_at < ?`,
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'no merchant transfer waits for its person past the day they have',
    sql: `SELECT id, confirm_until FROM merchant_transfer
      WHERE state = 'awaiting-confirmation' AND (confirm_until IS NULL OR confirm_until < ?)`,
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'a subject has one merchant transfer that is open or has succeeded',
    sql: `SELECT MIN(id) AS id, subject_kind, subject_id, COUNT(*) AS transfers
      FROM merchant_transfer WHERE state NOT IN ('failed', 'cancelled')
      GROUP BY subject_kind, subject_id HAVING transfers > 1`,
  },
  {
    name: 'a merchant transfer that succeeded says when and as which bill, and names nobody',
    sql: `SELECT id, state FROM merchant_transfer WHERE state = 'succeeded'
      AND (payee_name IS NOT NULL OR transfer_bill_no IS NULL OR ended_at IS NULL)`,
  },
];

/**
 * What goes back of something that was paid in advance, by transfer: it has one of its amount, and
 * has arrived exactly where that succeeded and its room has heard so.
 */
export function arrivesByTransfer(what: string, table: string, room: string): Check {
  const own = `SELECT 1 FROM merchant_transfer AS transfer
    WHERE transfer.subject_kind = '${what}-refund' AND transfer.subject_id = back.id`;
  return {
    name: `what goes back of a ${what} by transfer has one of its amount, and arrives with it`,
    sql: `SELECT back.id, back.amount_fen FROM ${table} AS back
      WHERE back.channel = 'transfer' AND (
        NOT EXISTS (${own}
          AND transfer.amount_fen = back.amount_fen AND transfer.shopper_id = back.shopper_id)
        OR (back.refunded_at IS NOT NULL) <> EXISTS (${own}
          AND transfer.state = 'succeeded' AND NOT EXISTS (SELECT 1 FROM outbox_delivery
            WHERE listener = '${room}.transfer-succeeded'
              AND JSON_VALUE(payload, '$.transferId') = transfer.id)))
      UNION ALL SELECT back.id, back.amount_fen FROM ${table} AS back
        WHERE back.channel <> 'transfer' AND EXISTS (${own} AND transfer.live = 1)`,
  };
}
