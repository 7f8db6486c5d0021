import { deviceId } from './login';
import { askSandbox } from './sandbox';

/**
 * Whether a phone number comes from WeChat's button (`<Button openType="getPhoneNumber">`), whose
 * event carries the code; in a browser `sandboxPhoneCode` gives one.
 */
export const phoneButtonPresent = process.env.TARO_ENV === 'weapp';

/** The code in the button's event, or null when the shopper declined. */
export function phoneCodeOf(event: { detail: { code?: string } }): string | null {
  return event.detail.code ?? null;
}

/** A phone code for the number typed in the browser. Throws `WECHAT_UNAVAILABLE` in a real shop. */
export async function sandboxPhoneCode(phone: string): Promise<string> {
  const pressed = { phone, deviceId: await deviceId() };
  return (await askSandbox<{ code: string }>('/sandbox/phone-code', pressed)).code;
}
