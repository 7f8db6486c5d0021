import {
  amountOf,
  type LotPart,
  type Posting,
  type ShopAccount,
  type ShopperAccount,
  type WalletAmount,
  type WalletEntryKind,
} from '@siyu/shared';
import type { LedgerEntry } from '../ledger/ledger.service.js';

export interface WalletEntry extends Omit<LedgerEntry, 'kind' | 'postings'> {
  kind: WalletEntryKind;
  postings: readonly Posting[];
}

/** The accounts that a statement of stored value is of. */
export const WALLET_ACCOUNTS = [
  'wallet.principal',
  'wallet.bonus',
] as const satisfies readonly ShopperAccount[];

/** Both are named, though one may not move, so that the statement has the balance of each. */
export function inBalance({ principalFen, bonusFen }: WalletAmount, sign: 1 | -1): Posting[] {
  return [
    { account: 'wallet.principal', amount: sign * principalFen },
    { account: 'wallet.bonus', amount: sign * bonusFen },
  ];
}

/** What unpaid orders have of the balance. */
export function inHeld({ principalFen, bonusFen }: WalletAmount, sign: 1 | -1): Posting[] {
  return [
    { account: 'wallet.principal-held', amount: sign * principalFen },
    { account: 'wallet.bonus-held', amount: sign * bonusFen },
  ];
}

/** A posting to an account of the shop's; none where nothing moves. */
export function inShop(account: ShopAccount, amount: number): Posting[] {
  return amount === 0 ? [] : [{ account, amount }];
}

/** Between the balance and what an order holds. */
export function heldPostings(parts: readonly LotPart[], sign: 1 | -1): Posting[] {
  const amount = amountOf(parts);
  return [...inBalance(amount, sign === 1 ? -1 : 1), ...inHeld(amount, sign)];
}
