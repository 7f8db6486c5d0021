import type { INestApplicationContext } from '@nestjs/common';
import { CredentialsRefused, PlatformKeys } from './payments/platform-keys.js';
import { ConfigInvalid } from './platform/config.js';
import { Refusal } from './platform/refusal.js';
import { WechatApi, WechatError } from './platform/wechat-api.js';

/** What WeChat says of an app id or a secret that is wrong. */
const APP_REFUSED: ReadonlySet<number> = new Set([40001, 40013, 40125, 41004]);

/**
 * Asks WeChat once whether it takes our keys, before anybody is served. A WeChat that gives no
 * answer stops nothing: orders wait for it as they do when it is away later.
 * @throws ConfigInvalid naming every value that WeChat refuses
 */
export async function checkCredentials(app: INestApplicationContext): Promise<void> {
  const problems = await Promise.all([
    problemOf(app.get(PlatformKeys, { strict: false }).fetch()),
    problemOf(app.get(WechatApi, { strict: false }).renewToken()),
  ]);
  const found = problems.filter((problem) => problem !== null);
  if (found.length > 0) throw new ConfigInvalid(found);
}

async function problemOf(asked: Promise<unknown>): Promise<string | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    if (error instanceof CredentialsRefused) return error.message;
    if (error instanceof Refusal) return null;
    if (!(error instanceof WechatError)) throw error;
    const isOurs = APP_REFUSED.has(error.errcode);
    return isOurs ? `WECHAT_APP_ID, WECHAT_APP_SECRET: ${error.message}` : null;
  }
}
