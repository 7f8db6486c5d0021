import { Refused } from './refused';
import { bodyOf, request } from './http';

let sandboxUrl: string | null = null;

/** Where the WeChat sandbox answers, as the shop's configuration says; null in a real shop. */
export function setSandboxUrl(url: string | null): void {
  sandboxUrl = url;
}

/**
 * Asks the sandbox for what WeChat itself would do on a phone. Only the browser build asks.
 * Throws `WECHAT_UNAVAILABLE` in a shop that has none.
 */
export async function askSandbox<T>(path: string, body?: object): Promise<T> {
  if (sandboxUrl === null) throw new Refused('WECHAT_UNAVAILABLE');
  const method = body === undefined ? 'GET' : 'POST';
  return bodyOf<T>(await request(sandboxUrl + path, method, body, {}));
}
