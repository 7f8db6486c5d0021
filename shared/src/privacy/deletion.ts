import type { RefusalCode } from '../refusal.js';

/**
 * What may still be open when someone wants their account deleted, and what it means for that:
 * where money or goods are owed it `blocks` (case 63), what only its owner could use is `given-up`
 * and they say so. Each counts in its own unit: orders, fen, points, days.
 */
export const REMAINDERS = {
  'open-orders': 'blocks',
  'open-after-sales': 'blocks',
  'open-refunds': 'blocks',
  'open-recharges': 'blocks',
  'open-plan-purchases': 'blocks',
  'waiting-plan-gifts': 'blocks',
  'open-fapiao': 'blocks',
  principal: 'blocks',
  commission: 'blocks',
  bonus: 'given-up',
  points: 'given-up',
  coupons: 'given-up',
  growth: 'given-up',
  'after-sale-time': 'given-up',
  'paid-term': 'given-up',
  'referral-rewards': 'given-up',
  'estimated-commission': 'given-up',
} as const;

export type RemainderKind = keyof typeof REMAINDERS;
export const REMAINDER_KINDS = Object.keys(REMAINDERS) as [RemainderKind, ...RemainderKind[]];

/** So many orders, fen, points, coupons or days of one kind; never 0. */
export interface Remainder {
  kind: RemainderKind;
  amount: number;
}

/**
 * Why an account is not deleted now, or null. What is given up must be what its owner was shown,
 * neither more nor less: a term that ran on or a coupon that came meanwhile is shown again.
 */
export function refusalToDelete(
  remainders: readonly Remainder[],
  shownGivenUp: readonly Remainder[],
): RefusalCode | null {
  if (remainders.some(({ kind }) => REMAINDERS[kind] === 'blocks')) return 'DELETION_BLOCKED';
  return keyOf(remainders) === keyOf(shownGivenUp) ? null : 'DELETION_CHANGED';
}

function keyOf(remainders: readonly Remainder[]): string {
  return remainders
    .map(({ kind, amount }) => `${kind} ${amount}`)
    .sort()
    .join(', ');
}
