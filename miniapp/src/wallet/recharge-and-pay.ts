import type { PlaceRecharge } from '@siyu/shared';
import { pay } from '@/platform/pay';
import { sayWhy } from '@/ui/say';
import { placeRecharge, startRechargePayment } from './api';

/**
 * Places a recharge and takes it through WeChat's payment sheet; its id, however the sheet ended:
 * its own page asks the server. Throws `Refused` where none was placed: `RECHARGE_CHANGED` …
 */
export async function rechargeAndPay(request: PlaceRecharge): Promise<string> {
  const { id } = await placeRecharge(request);
  try {
    await payRecharge(id);
  } catch (error) {
    // It stands: its page shows it and can pay it.
    sayWhy(error);
  }
  return id;
}

/** Throws `Refused`: `ORDER_EXPIRED`, `WECHAT_UNAVAILABLE`. */
export async function payRecharge(id: string): Promise<void> {
  const { jsapi } = await startRechargePayment(id);
  if (jsapi !== null) await pay(jsapi);
}
