import { overdueSince, type Check } from './check.js';

/** The balance of an account beside what the rows of the room come to, where they differ. */
const balanceIs = (account: string, sum: string) => `
  SELECT balance.shopper_id, balance.balance, COALESCE(own.fen, 0) AS fen
  FROM ledger_balance AS balance LEFT JOIN (${sum}) AS own
    ON own.shopper_id = balance.shopper_id
  WHERE balance.account = '${account}' AND balance.balance <> COALESCE(own.fen, 0)`;

const sharesIn = (state: string) => `SELECT promoter_id AS shopper_id, SUM(left_fen) AS fen
  FROM commission_share WHERE state = '${state}' GROUP BY promoter_id`;

/** Commission is a share of what was sold, and every fen of it lies in one account. */
export const promoterChecks: readonly Check[] = [
  {
    name: 'what is estimated of commission is what its shares have left',
    sql: balanceIs('commission.estimated', sharesIn('estimated')),
  },
  {
    name: 'what is frozen of commission is what its shares have left',
    sql: balanceIs('commission.frozen', sharesIn('frozen')),
  },
  {
    name: 'settled commission is what shares have left, less what was withdrawn',
    sql: balanceIs(
      'commission.settled',
      `SELECT shopper_id, SUM(fen) AS fen FROM (${sharesIn('settled')} UNION ALL
         SELECT shopper_id, -SUM(amount_fen) FROM withdrawal WHERE state <> 'returned'
         GROUP BY shopper_id) AS moved GROUP BY shopper_id`,
    ),
  },
  {
    name: 'what is being withdrawn is what open withdrawals ask for',
    sql: balanceIs(
      'commission.withdrawing',
      `SELECT shopper_id, SUM(amount_fen) AS fen FROM withdrawal
       WHERE state IN ('asked', 'to-pay', 'sending') GROUP BY shopper_id`,
    ),
  },
  {
    name: 'what a share was given is what the lines of its order gave its level',
    sql: `SELECT share.order_id, share.level, share.given_fen, COALESCE(given.fen, 0) AS fen
      FROM commission_share AS share LEFT JOIN (
        SELECT order_id, level, SUM(commission_fen) AS fen FROM commission
        GROUP BY order_id, level) AS given
        ON given.order_id = share.order_id AND given.level = share.level
      WHERE share.given_fen <> COALESCE(given.fen, 0)`,
  },
  {
    name: 'what a line gave is its rate of what counts of it, which is no more than its price',
    sql: `SELECT order_line_id, level, rate_bps, counted_fen, commission_fen FROM commission
      LEFT JOIN order_line ON order_line.id = order_line_id
      WHERE commission_fen <> counted_fen * rate_bps DIV 10000
        OR NOT (counted_fen <= payable_fen) OR order_line.id IS NULL
        OR commission.order_id <> order_line.order_id`,
  },
  {
    name: 'both levels of a line together get no more than their rule allows',
    sql: `SELECT commission.order_line_id, SUM(rate_bps) AS bps
      FROM commission JOIN commission_share AS share
        ON share.order_id = commission.order_id AND share.level = commission.level
      JOIN commission_rule ON commission_rule.version = share.rule_version
      GROUP BY commission.order_line_id, commission_rule.rule
      HAVING bps > CAST(JSON_VALUE(commission_rule.rule, '$.sumMaxBps') AS UNSIGNED)`,
  },
  {
    name: 'an order that went back whole keeps no commission',
    sql: `SELECT share.order_id, share.level, share.left_fen FROM commission_share AS share
      JOIN orders ON orders.id = share.order_id
      WHERE orders.refunded_fen = orders.total_fen AND orders.total_fen > 0 AND share.left_fen > 0
        AND NOT EXISTS (SELECT 1 FROM outbox_delivery
          WHERE listener = 'promoters.order-refunded')`,
  },
  {
    name: 'whoever earns is a promoter, and not the one who bought unless a rule says so',
    sql: `SELECT share.order_id, share.level, share.promoter_id FROM commission_share AS share
      LEFT JOIN promoter ON promoter.shopper_id = share.promoter_id
      JOIN commission_rule ON commission_rule.version = share.rule_version
      WHERE promoter.shopper_id IS NULL OR (share.promoter_id = share.buyer_id
        AND JSON_VALUE(commission_rule.rule, '$.ownPurchasesEarn') NOT IN ('true', '1'))`,
  },
  {
    name: 'no commission is stuck past the time at which it settles',
    sql: `SELECT order_id, level, settle_at FROM commission_share
      WHERE state = 'estimated' AND settle_at < ?`,
    parameters: (now) => [overdueSince(now)],
  },
  {
    name: 'what was withdrawn into the wallet is a lot of it, less the tax',
    sql: `SELECT withdrawal.id, amount_fen - tax_fen AS net_fen, lot.principal_fen
      FROM withdrawal LEFT JOIN wallet_lot AS lot
        ON lot.id = withdrawal.id AND lot.source = 'commission'
      WHERE (withdrawal.channel = 'balance' AND withdrawal.state = 'paid' AND amount_fen > tax_fen)
        AND NOT (lot.principal_fen <=> amount_fen - tax_fen)`,
  },
  {
    name: 'what is withdrawn by transfer has one of its amount, and is paid once that arrived',
    sql: `SELECT withdrawal.id, withdrawal.state FROM withdrawal
      WHERE channel = 'transfer' AND state IN ('sending', 'paid') AND (
        NOT EXISTS (SELECT 1 FROM merchant_transfer AS transfer
          WHERE transfer.subject_kind = 'withdrawal' AND transfer.subject_id = withdrawal.id
            AND transfer.amount_fen = withdrawal.amount_fen - withdrawal.tax_fen
            AND transfer.shopper_id = withdrawal.shopper_id)
        OR (state = 'paid') <> EXISTS (SELECT 1 FROM merchant_transfer AS transfer
          WHERE transfer.subject_kind = 'withdrawal' AND transfer.subject_id = withdrawal.id
            AND transfer.state = 'succeeded' AND NOT EXISTS (SELECT 1 FROM outbox_delivery
              WHERE listener = 'promoters.transfer-succeeded'
                AND JSON_VALUE(payload, '$.transferId') = transfer.id)))
      UNION ALL SELECT withdrawal.id, withdrawal.state FROM withdrawal
      JOIN merchant_transfer AS transfer ON transfer.subject_kind = 'withdrawal'
        AND transfer.subject_id = withdrawal.id AND transfer.live = 1
      WHERE withdrawal.channel <> 'transfer' OR withdrawal.state NOT IN ('sending', 'paid')`,
  },
];
