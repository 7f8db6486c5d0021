import type { Check } from './check.js';

/** What shoppers own is what was posted, and nothing was posted out of nothing. */
export const ledgerChecks: readonly Check[] = [
  {
    name: 'each entry of the ledger comes to zero in fen and in points',
    sql: `SELECT entry.id, COUNT(posting.number) AS postings,
        COALESCE(SUM(IF(${isPoints('posting.account')}, 0, amount)), 0) AS fen,
        COALESCE(SUM(IF(${isPoints('posting.account')}, amount, 0)), 0) AS points
      FROM ledger_entry AS entry LEFT JOIN ledger_posting AS posting ON posting.entry_id = entry.id
      GROUP BY entry.id HAVING postings < 2 OR fen <> 0 OR points <> 0`,
  },
  {
    name: 'each posting is of an entry, of its shopper where the account is one’s',
    sql: `SELECT posting.entry_id, posting.account FROM ledger_posting AS posting
      LEFT JOIN ledger_entry AS entry ON entry.id = posting.entry_id
      WHERE entry.id IS NULL OR (posting.shopper_id IS NULL) <> (posting.account LIKE 'shop.%')
        OR posting.shopper_id <> entry.shopper_id`,
  },
  {
    name: 'a balance is the sum of its postings',
    sql: `SELECT balance.shopper_id, balance.account, balance.balance,
        COALESCE(posted.sum, 0) AS posted
      FROM ledger_balance AS balance LEFT JOIN (
        SELECT shopper_id, account, SUM(amount) AS sum FROM ledger_posting
        WHERE shopper_id IS NOT NULL GROUP BY shopper_id, account) AS posted
        ON posted.shopper_id = balance.shopper_id AND posted.account = balance.account
      WHERE balance.balance <> COALESCE(posted.sum, 0)`,
  },
  {
    name: 'whoever has postings has a balance',
    sql: `SELECT DISTINCT posting.shopper_id, posting.account FROM ledger_posting AS posting
      LEFT JOIN ledger_balance AS balance ON balance.shopper_id = posting.shopper_id
        AND balance.account = posting.account
      WHERE posting.shopper_id IS NOT NULL AND balance.balance IS NULL`,
  },
  {
    name: 'the balances after postings follow one from the other',
    sql: `SELECT entry_id, account, amount, balance_after FROM (
        SELECT entry_id, account, amount, balance_after,
          COALESCE(LAG(balance_after) OVER account_order, 0) AS balance_before
        FROM ledger_posting WHERE shopper_id IS NOT NULL
        WINDOW account_order AS (PARTITION BY shopper_id, account ORDER BY number)) AS chain
      WHERE balance_after <> balance_before + amount`,
  },
];

function isPoints(account: string): string {
  return `(${account} LIKE 'points.%' OR ${account} LIKE 'shop.points-%')`;
}
