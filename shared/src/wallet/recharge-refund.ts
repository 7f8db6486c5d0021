import { daysAfter } from '../beijing-time.js';
import { fen, sumFen, type Fen } from '../money.js';
import type { WalletAmount } from './lot.js';

/**
 * Why a recharge goes back. `shop`: for a reason that is not the shopper's, such as goods that are
 * no longer sold. `shopper`: they changed their mind. `seven-days`: they did so in time.
 */
export const REFUND_CAUSES = ['shop', 'shopper', 'seven-days'] as const;
export type RefundCause = (typeof REFUND_CAUSES)[number];

/** 法释〔2025〕4号: within so many days of paying, principal may be asked back. */
export const CHANGE_OF_MIND_DAYS = 7;

export interface RechargeFacts {
  /** What was paid; the principal that was given for it. */
  paidFen: Fen;
  /** Paid back of it before. */
  returnedFen: Fen;
  /** What its lot holds now. */
  left: WalletAmount;
  /** What was bought with it and kept, at the price without any bonus. */
  spentFen: Fen;
  /** What coupons that came with it took off orders (case 38). */
  couponsUsedFen: Fen;
}

export interface RechargeRefund {
  /** Money that goes back. */
  amountFen: Fen;
  /** What the lot gives up: all of it. */
  taken: WalletAmount;
  /** Of what was spent, that which the bonus had paid: counted only where the cause is theirs. */
  discountWithheldFen: Fen;
  /** Of coupons that came with it, what they had saved: counted likewise. */
  couponsWithheldFen: Fen;
}

/** Whether principal may be asked back without a reason: to the instant seven days after. */
export function isWithinSevenDays(paidAt: Date, now: Date): boolean {
  return now <= daysAfter(paidAt, CHANGE_OF_MIND_DAYS);
}

/**
 * What a recharge returns (case 37; 法释〔2025〕4号 art. 19). Principal that is left goes back, the
 * bonus of the lot is given up. Where the cause is the shopper's, goods they kept count at the
 * price without the bonus, and coupons that came with it at what they saved (case 38); else what
 * was spent has taken of the bonus in its ratio, and used coupons are theirs.
 */
export function rechargeRefund(facts: RechargeFacts, cause: RefundCause): RechargeRefund {
  const { left, paidFen, returnedFen, spentFen, couponsUsedFen } = facts;
  const full = { amountFen: left.principalFen, taken: left };
  if (cause !== 'shopper') {
    return { ...full, discountWithheldFen: fen(0), couponsWithheldFen: fen(0) };
  }
  // What they had given up before comes back with goods that came back since.
  const undiscountedFen = Math.max(0, paidFen - returnedFen - spentFen);
  const couponsWithheldFen = fen(Math.min(undiscountedFen, couponsUsedFen));
  return {
    amountFen: fen(undiscountedFen - couponsWithheldFen),
    taken: left,
    discountWithheldFen: fen(left.principalFen - undiscountedFen),
    couponsWithheldFen,
  };
}

/** Whether all of its principal was given back, so that nothing of it can come back any more. */
export function isGivenBackWhole({
  principalFen,
  refunds,
}: {
  principalFen: Fen;
  refunds: readonly { principalFen: Fen }[];
}): boolean {
  return sumFen(refunds.map((refund) => refund.principalFen)) >= principalFen;
}
