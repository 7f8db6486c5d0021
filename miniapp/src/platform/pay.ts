import Taro from '@tarojs/taro';
import type { JsapiPayment } from '@siyu/shared';
import { Refused } from './refused';

export type PayOutcome = 'paid' | 'cancelled';

/**
 * Shows WeChat's payment sheet, or in a browser the sandbox's own. `paid` only says what the
 * client believes: the order is asked again before anything is promised.
 * Throws `WECHAT_UNAVAILABLE` when the sheet could not be shown.
 */
export async function pay(payment: JsapiPayment): Promise<PayOutcome> {
  if (process.env.TARO_ENV === 'h5') {
    const { openPaymentSheet } = await import('./payment-sheet/open');
    return openPaymentSheet(payment);
  }
  // Taro hands this one through to WeChat as it is, so it is asked as WeChat documents it.
  const errMsg = await new Promise<string>((resolve) => {
    const ended = (answer: { errMsg?: string }) => resolve(answer.errMsg ?? '');
    void Taro.requestPayment({ ...payment, success: ended, fail: ended });
  });
  if (errMsg === 'requestPayment:ok') return 'paid';
  if (errMsg.includes('cancel')) return 'cancelled';
  throw new Refused('WECHAT_UNAVAILABLE');
}
