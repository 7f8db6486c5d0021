import { askForNotices } from '@/messages/ask-for-notices';
import { goInstead } from '@/platform/go';
import { pay, type PayOutcome } from '@/platform/pay';
import { track } from '@/platform/track';
import { startPayment } from './api';
import { orderChanged } from './changes';

/**
 * Takes an order through WeChat's payment sheet. `paid` is what the phone believes: the result page
 * asks the server. Throws `Refused`: `ORDER_EXPIRED`, `ORDER_STATE`, `WECHAT_UNAVAILABLE` …
 */
export async function payOrder(orderId: string): Promise<PayOutcome> {
  track('payment-begun', { target: orderId });
  const answer = await startPayment(orderId);
  const outcome = answer.jsapi === null ? 'paid' : await pay(answer.jsapi);
  orderChanged();
  if (outcome === 'paid') await askForNotices(['order-shipped', 'refund-succeeded']);
  return outcome;
}

/** Where a payment leads: to its result, or to the order that still waits for it. */
export function goAfterPayment(orderId: string, outcome: PayOutcome): void {
  goInstead(outcome === 'paid' ? `/checkout/result?id=${orderId}` : `/orders/detail?id=${orderId}`);
}
