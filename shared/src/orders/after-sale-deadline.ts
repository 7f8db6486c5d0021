import { daysAfter } from '../beijing-time.js';
import type { AfterSaleState } from './after-sale-state.js';

/** The shop's terms, in days. */
export interface AfterSaleTerms {
  /** For an operator to answer a request. */
  afterSaleAnswerDays: number;
  /** For a shopper to send goods back. */
  returnWithinDays: number;
  /** For goods under way to be taken as received, in either direction. */
  autoCompleteDays: number;
}

/** When an after-sale that entered `state` at `since` moves on by itself; null when it does not. */
export function afterSaleDeadline(
  state: AfterSaleState,
  terms: AfterSaleTerms,
  since: Date,
): Date | null {
  if (state === 'requested') return daysAfter(since, terms.afterSaleAnswerDays);
  if (state === 'to-return') return daysAfter(since, terms.returnWithinDays);
  return state === 'returning' ? daysAfter(since, terms.autoCompleteDays) : null;
}

/**
 * What silence means once the deadline has passed: an unanswered request is granted, goods not
 * sent back let it lapse, goods sent back and not inspected count as received.
 */
export function afterSaleBySilence(
  state: AfterSaleState,
): 'granted' | 'lapsed' | 'received' | null {
  if (state === 'requested') return 'granted';
  if (state === 'to-return') return 'lapsed';
  return state === 'returning' ? 'received' : null;
}
