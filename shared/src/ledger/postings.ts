import { assert } from '../assert.js';
import { isShopperAccount, unitOf, type LedgerAccount, type LedgerUnit } from './accounts.js';

/**
 * One line of an entry. Positive is what the account receives. A shopper's account may be named
 * with 0, so that its balance then is told beside the others' in a statement.
 */
export interface Posting {
  account: LedgerAccount;
  amount: number;
}

/** The units that do not come to zero; none in an entry that balances. */
export function unbalancedUnits(postings: readonly Posting[]): LedgerUnit[] {
  const sums = new Map<LedgerUnit, number>();
  for (const { account, amount } of postings) {
    const unit = unitOf(account);
    sums.set(unit, (sums.get(unit) ?? 0) + amount);
  }
  return [...sums].filter(([, sum]) => sum !== 0).map(([unit]) => unit);
}

/**
 * Asserts that these can be an entry: whole amounts, each account once, zero in each unit, and the
 * shop's own accounts only where something moves.
 */
export function assertPostable(postings: readonly Posting[]): void {
  assert(postings.length > 1, 'an entry has two sides');
  for (const { account, amount } of postings) {
    assert(Number.isSafeInteger(amount), `not a whole amount: ${amount}`);
    assert(amount !== 0 || isShopperAccount(account), `nothing moves in ${account}`);
  }
  const accounts = new Set(postings.map(({ account }) => account));
  assert(accounts.size === postings.length, 'an account twice in one entry');
  const unbalanced = unbalancedUnits(postings);
  assert(unbalanced.length === 0, `does not balance: ${unbalanced.join()}`);
}
