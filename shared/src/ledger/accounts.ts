import { assert } from '../assert.js';

/** What is counted. An entry balances within each. */
export type LedgerUnit = 'fen' | 'points';

/**
 * What a shopper owns. `mayBeNegative`: points may have been spent, and commission withdrawn, when
 * the order that gave them goes back (cases 40 and 51); stored value never is below zero.
 */
export const SHOPPER_ACCOUNTS = {
  'wallet.principal': { unit: 'fen', mayBeNegative: false },
  'wallet.bonus': { unit: 'fen', mayBeNegative: false },
  'wallet.principal-held': { unit: 'fen', mayBeNegative: false },
  'wallet.bonus-held': { unit: 'fen', mayBeNegative: false },
  'points.pending': { unit: 'points', mayBeNegative: false },
  'points.active': { unit: 'points', mayBeNegative: true },
  'points.held': { unit: 'points', mayBeNegative: false },
  'commission.estimated': { unit: 'fen', mayBeNegative: false },
  'commission.frozen': { unit: 'fen', mayBeNegative: false },
  'commission.settled': { unit: 'fen', mayBeNegative: true },
  'commission.withdrawing': { unit: 'fen', mayBeNegative: false },
} as const satisfies Record<string, { unit: LedgerUnit; mayBeNegative: boolean }>;

/**
 * The other side of it. Each is below zero by what has come in through it, and above by what went
 * out: money that WeChat took is negative in `shop.wechat`, what was bought is positive in
 * `shop.sales`.
 */
export const SHOP_ACCOUNTS = {
  'shop.wechat': { unit: 'fen' },
  'shop.offline': { unit: 'fen' },
  'shop.sales': { unit: 'fen' },
  'shop.bonus-given': { unit: 'fen' },
  'shop.forfeited': { unit: 'fen' },
  'shop.adjustment': { unit: 'fen' },
  'shop.imported': { unit: 'fen' },
  'shop.commission-given': { unit: 'fen' },
  'shop.commission-paid': { unit: 'fen' },
  'shop.tax-withheld': { unit: 'fen' },
  'shop.points-given': { unit: 'points' },
  'shop.points-redeemed': { unit: 'points' },
  'shop.points-expired': { unit: 'points' },
  'shop.points-adjustment': { unit: 'points' },
  'shop.points-imported': { unit: 'points' },
} as const satisfies Record<string, { unit: LedgerUnit }>;

export type ShopperAccount = keyof typeof SHOPPER_ACCOUNTS;
export type ShopAccount = keyof typeof SHOP_ACCOUNTS;
export type LedgerAccount = ShopperAccount | ShopAccount;

/** Names of shoppers' accounts that may be below zero. */
export const NEGATIVE_ACCOUNTS = shopperAccounts().filter(
  (account) => SHOPPER_ACCOUNTS[account].mayBeNegative,
);

export function shopperAccounts(): ShopperAccount[] {
  return Object.keys(SHOPPER_ACCOUNTS) as ShopperAccount[];
}

export function isShopperAccount(account: LedgerAccount): account is ShopperAccount {
  return account in SHOPPER_ACCOUNTS;
}

/** What an account counts. Asserts that there is such an account. */
export function unitOf(account: LedgerAccount): LedgerUnit {
  const known = isShopperAccount(account) ? SHOPPER_ACCOUNTS[account] : SHOP_ACCOUNTS[account];
  assert(known !== undefined, `no account ${account}`);
  return known.unit;
}
