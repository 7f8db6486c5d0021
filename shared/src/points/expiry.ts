import { daysAfter, endOfMonthAfter } from '../beijing-time.js';

/** When points that are active from `activeAt` on lapse; null when they never do. */
export function pointsExpiry(activeAt: Date, expiryMonths: number | null): Date | null {
  return expiryMonths === null ? null : endOfMonthAfter(activeAt, expiryMonths);
}

/** When their owner is told of it. Points that are active for less time are told of at once. */
export function expiryNoticeAt(expiresAt: Date | null, noticeDays: number): Date | null {
  return expiresAt && daysAfter(expiresAt, -noticeDays);
}
