import type { LoginRequest, Session, ShopConfig } from '@siyu/shared';
import { apiUrl, bodyOf, call, readPublic, request } from '@/platform/http';

/** What the client needs before anything else. */
export const readShopConfig = () => readPublic<ShopConfig>('/shop/config');

/** Logs in with a code of WeChat. Throws `LOGIN_CODE_INVALID`, `AGREEMENT_REQUIRED`. */
export const logIn = (body: LoginRequest) =>
  call<Session>('/shop/login', { method: 'POST', body, isLogin: true });

/** A new pair of tokens for a refresh token, which works once. Throws `SESSION_EXPIRED`. */
export async function refreshSession(refreshToken: string): Promise<Session> {
  const url = `${apiUrl}/shop/session/refresh`;
  return bodyOf<Session>(await request(url, 'POST', { refreshToken }, {}));
}

/** Ends the session on the server. */
export const logOut = () => call<null>('/shop/logout', { method: 'POST' });
