import type { Shopper } from '@siyu/shared';
import { call } from '@/platform/http';

/** Binds the phone number behind a code of WeChat's button. Throws `PHONE_CODE_INVALID`. */
export const bindPhone = (code: string) =>
  call<Shopper>('/shop/me/phone', { method: 'POST', body: { code } });
