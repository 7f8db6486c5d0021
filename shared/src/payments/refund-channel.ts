import { daysAfter } from '../beijing-time.js';
import type { Fen } from '../money.js';
import { isTransferable, type TransferLimits } from './transfer-state.js';

/** How money that was paid in advance goes back; a transfer is confirmed by its shopper. */
export const REFUND_CHANNELS = ['wechat', 'transfer', 'offline'] as const;
export type RefundChannel = (typeof REFUND_CHANNELS)[number];

/** WeChat Pay refunds nothing that was paid longer ago. */
const WECHAT_REFUND_DAYS = 365;

/**
 * Through WeChat as long as it refunds; then by a transfer, where the shop may make one of so much;
 * else by a payment outside it, as an operator may decide anyway. `limits` are null where it may
 * not.
 */
export function refundChannel(
  { paidAt, amountFen, limits }: { paidAt: Date; amountFen: Fen; limits: TransferLimits | null },
  now: Date,
): RefundChannel {
  if (now < daysAfter(paidAt, WECHAT_REFUND_DAYS)) return 'wechat';
  return limits && isTransferable(amountFen, limits) ? 'transfer' : 'offline';
}

/**
 * What somebody may decide of it: instead of a transfer an operator may pay otherwise, never instead
 * of a refund through WeChat. Null where neither fits.
 */
export function decidedChannel(
  possible: RefundChannel,
  offlineReference: string | null,
): RefundChannel | null {
  if (offlineReference === null) return possible === 'offline' ? null : possible;
  return possible === 'wechat' ? null : 'offline';
}
