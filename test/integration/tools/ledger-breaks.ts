const NEVER = "'01M7P0000000000000000000ZZ'";

/** For each thing that must hold of the ledger, one way to break it. */
export const LEDGER_BREAKS: Readonly<Record<string, string>> = {
  'each entry of the ledger comes to zero in fen and in points':
    'UPDATE ledger_posting SET amount = amount + 1 WHERE shopper_id IS NULL',
  'each posting is of an entry, of its shopper where the account is one’s': `UPDATE ledger_posting
    SET entry_id = ${NEVER} WHERE shopper_id IS NULL LIMIT 1`,
  'a balance is the sum of its postings': 'UPDATE ledger_balance SET balance = balance + 1',
  'whoever has postings has a balance': 'DELETE FROM ledger_balance',
  'the balances after postings follow one from the other':
    'UPDATE ledger_posting SET balance_after = balance_after + 1 WHERE shopper_id IS NOT NULL',
};
