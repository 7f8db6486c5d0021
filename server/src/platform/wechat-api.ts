import { Inject, Injectable } from '@nestjs/common';
import { request } from 'undici';
import { z } from 'zod';
import { Clock } from './clock.js';
import { CONFIG, type Config } from './config.js';
import { Refusal } from './refusal.js';

const TIMEOUT_MS = 5_000;
/** WeChat hands out the next token five minutes before the old one ends; both work meanwhile. */
const RENEW_BEFORE_MS = 300_000;
const SYSTEM_BUSY = -1;
const TOKEN_REFUSED: ReadonlySet<number> = new Set([40001, 40014, 42001]);
/** A fresh token is refused too, or too many were asked for: forced ones 30 s apart, 20 a day. */
const NO_TOKEN_NOW: ReadonlySet<number> = new Set([...TOKEN_REFUSED, 45009, 45011]);

/** WeChat answered with an error; `errcode` as in its document, such as 40029 or 87014. */
export class WechatError extends Error {
  constructor(
    readonly errcode: number,
    errmsg: string,
  ) {
    super(`WeChat ${errcode}: ${errmsg}`);
  }
}

interface AccessToken {
  value: string;
  renewAtMs: number;
}

const errorSchema = z.object({ errcode: z.number().optional(), errmsg: z.string().optional() });
const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});
const loginSchema = z.object({ openid: z.string().min(1), unionid: z.string().optional() });
const phoneSchema = z.object({ phone_info: z.object({ phoneNumber: z.string().min(5) }) });
const verdictSchema = z.object({
  result: z.object({ suggest: z.enum(['pass', 'review', 'risky']) }),
});

/**
 * The client of `api.weixin.qq.com`. Keeps one access token per process and renews it before it
 * ends or when WeChat refuses it. Addresses carry secrets, so no error of this file repeats one.
 */
@Injectable()
export class WechatApi {
  private token: AccessToken | null = null;
  private renewing: Promise<AccessToken> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Whose `wx.login` code this is. The session key is not kept: nothing here needs it.
   * @throws WechatError 40029, 40163, 40226 …; Refusal WECHAT_UNAVAILABLE
   */
  async loginOf(code: string): Promise<{ openid: string; unionid: string | null }> {
    const answer = await this.send('GET', '/sns/jscode2session', {
      appid: this.config.WECHAT_APP_ID,
      secret: this.config.WECHAT_APP_SECRET,
      js_code: code,
      grant_type: 'authorization_code',
    });
    const { openid, unionid } = loginSchema.parse(answer);
    return { openid, unionid: unionid ?? null };
  }

  /**
   * The number behind the phone button's code, with its country code when it is not China's.
   * @throws WechatError 40029, 40163 …; Refusal WECHAT_UNAVAILABLE
   */
  async phoneOf(code: string): Promise<string> {
    const answer = await this.post('/wxa/business/getuserphonenumber', { code });
    return phoneSchema.parse(answer).phone_info.phoneNumber;
  }

  /** WeChat's verdict on a text; `scene` 1 profile, 2 comment, 3 forum, 4 social log. */
  async judgeText(
    openid: string,
    scene: 1 | 2 | 3 | 4,
    content: string,
  ): Promise<'pass' | 'review' | 'risky'> {
    const answer = await this.post('/wxa/msg_sec_check', { version: 2, openid, scene, content });
    return verdictSchema.parse(answer).result.suggest;
  }

  /**
   * Calls an API that needs the access token.
   * @throws WechatError when WeChat refused; Refusal WECHAT_UNAVAILABLE when it gave no answer
   */
  post(path: string, body: object): Promise<unknown> {
    return this.withToken((token) => this.send('POST', path, { access_token: token }, body));
  }

  /** As `post`, for the APIs that are read. */
  get(path: string, query: Readonly<Record<string, string>> = {}): Promise<unknown> {
    return this.withToken((token) => this.send('GET', path, { ...query, access_token: token }));
  }

  /** As `post`, for the APIs that answer with the bytes of a picture. */
  picture(path: string, body: object): Promise<Buffer> {
    return this.withToken(async (token) => {
      const answer = await exchange(this.urlOf(path, { access_token: token }), 'POST', body);
      if (!answer.isPicture) this.checked(answer.bytes);
      return answer.bytes;
    });
  }

  /** Has a token fetched, which takes the app's id and secret. @throws WechatError, Refusal */
  async renewToken(): Promise<void> {
    await this.renewed();
  }

  private async withToken<T>(call: (token: string) => Promise<T>): Promise<T> {
    const token = await this.accessToken();
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof WechatError) || !TOKEN_REFUSED.has(error.errcode)) throw error;
      return call(await this.tokenAfter(token)).catch(noTokenNow);
    }
  }

  private async accessToken(): Promise<string> {
    const nowMs = this.clock.now().getTime();
    if (this.token && nowMs < this.token.renewAtMs) return this.token.value;
    return (await this.renewed()).value;
  }

  /** A token other than the refused one; forced only where WeChat still insists on that one. */
  private async tokenAfter(refused: string): Promise<string> {
    if (this.token && this.token.value !== refused) return this.token.value;
    const next = await this.renewed();
    return next.value === refused ? (await this.renewed(true)).value : next.value;
  }

  /** Concurrent callers share one renewal. */
  private renewed(isForced = false): Promise<AccessToken> {
    this.renewing ??= this.fetchToken(isForced).finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async fetchToken(isForced: boolean): Promise<AccessToken> {
    const asked = {
      grant_type: 'client_credential',
      appid: this.config.WECHAT_APP_ID,
      secret: this.config.WECHAT_APP_SECRET,
      force_refresh: isForced,
    };
    const answer = await this.send('POST', '/cgi-bin/stable_token', {}, asked).catch(noTokenNow);
    const { access_token: value, expires_in: lifeSeconds } = tokenSchema.parse(answer);
    const renewAtMs = this.clock.now().getTime() + lifeSeconds * 1_000 - RENEW_BEFORE_MS;
    this.token = { value, renewAtMs };
    return this.token;
  }

  private async send(
    method: 'GET' | 'POST',
    path: string,
    query: Readonly<Record<string, string>>,
    body?: object,
  ): Promise<unknown> {
    return this.checked((await exchange(this.urlOf(path, query), method, body)).bytes);
  }

  private urlOf(path: string, query: Readonly<Record<string, string>>): string {
    return `${this.config.WECHAT_API_URL}${path}?${new URLSearchParams(query)}`;
  }

  /** What the JSON says, if it is no error. Whatever is no JSON counts as no answer. */
  private checked(bytes: Buffer): unknown {
    const answer = parsed(bytes);
    const { errcode = 0, errmsg = '' } = errorSchema.parse(answer);
    if (errcode === SYSTEM_BUSY) throw new Refusal('WECHAT_UNAVAILABLE', { errcode });
    if (errcode !== 0) throw new WechatError(errcode, errmsg);
    return answer;
  }
}

function noTokenNow(error: unknown): never {
  if (error instanceof WechatError && NO_TOKEN_NOW.has(error.errcode)) {
    throw new Refusal('WECHAT_UNAVAILABLE', { errcode: error.errcode });
  }
  throw error;
}

interface Exchanged {
  bytes: Buffer;
  isPicture: boolean;
}

/** One request; whatever is not answered in time counts as none. WeChat labels JSON text/plain. */
async function exchange(url: string, method: 'GET' | 'POST', body?: object): Promise<Exchanged> {
  try {
    const answer = await request(url, {
      method,
      headers: { 'content-type': 'application/json', 'user-agent': 'siyu' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    if (answer.statusCode >= 300) throw new Error(`status ${answer.statusCode}`);
    const isPicture = String(answer.headers['content-type']).startsWith('image/');
    return { bytes, isPicture };
  } catch {
    throw new Refusal('WECHAT_UNAVAILABLE');
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal('WECHAT_UNAVAILABLE');
  }
}
