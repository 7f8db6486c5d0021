import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { request } from 'undici';
import { Formatter, Rsa } from 'wechatpay-axios-plugin';
import { assert, type JsapiPayment } from '@siyu/shared';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Refusal } from '../platform/refusal.js';

const TIMEOUT_MS = 8_000;
const CLOCK_OFF_MAX_SECONDS = 300;
/** Not done: the shopper is paying at this moment, and WeChat says so with a code. */
const ACCEPTED = 202;

export interface WechatHeaders {
  timestamp: string;
  nonce: string;
  signature: string;
  serial: string;
}

/** What is wrong, in WeChat's words. */
type Said = Partial<Record<'code' | 'message', string>>;

/** WeChat answered with an error; `code` as in its document, such as ORDERPAID or NOT_ENOUGH. */
export class WechatPayError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`WeChat Pay ${status} ${code}: ${detail}`);
  }
}

/**
 * WeChat Pay API v3 on the wire: signs what is sent, verifies what is answered. The protocol's
 * strings and RSA are `wechatpay-axios-plugin`'s; its own HTTP client is not used because it reads
 * the machine's clock (ADR 0002).
 */
@Injectable()
export class WechatPay {
  private readonly privateKey: KeyObject;
  private readonly platformKeys: ReadonlyMap<string, KeyObject>;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.privateKey = createPrivateKey(config.WECHAT_MCH_PRIVATE_KEY);
    this.platformKeys = new Map(
      Object.entries(config.WECHAT_PLATFORM_KEYS).map(([serial, pem]) => [
        serial,
        createPublicKey(pem),
      ]),
    );
  }

  /**
   * Calls an API. An unknown outcome (no answer, or one that does not verify) is WECHAT_UNAVAILABLE:
   * the caller repeats with the same number.
   * @throws WechatPayError when WeChat refused; Refusal WECHAT_UNAVAILABLE when it gave no answer
   */
  async call<T>(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    sealedBy?: string,
  ): Promise<T | null> {
    const payload = body === undefined ? '' : JSON.stringify(body);
    const answer = await this.send(method, path, payload, sealedBy);
    const parsed = answer.text === '' ? null : parseJson(answer.text);
    if (answer.status >= 300 || answer.status === ACCEPTED) {
      const { code = 'UNKNOWN', message = '' } = (parsed ?? {}) as Said;
      if (answer.status >= 500 && code !== 'OPENID_MISMATCH') {
        throw new Refusal('WECHAT_UNAVAILABLE', { wechatCode: code });
      }
      throw new WechatPayError(answer.status, code, message);
    }
    if (!this.verifies(answer.headers, answer.text)) throw new Refusal('WECHAT_UNAVAILABLE');
    return parsed as T | null;
  }

  /**
   * Fetches a file that an answer points to. WeChat does not sign files: the digest in that answer
   * vouches for it, and the caller compares it. Its host is the one we are told to ask.
   * @throws WechatPayError when WeChat refused; Refusal WECHAT_UNAVAILABLE when it gave no answer
   */
  async download(url: string): Promise<Buffer> {
    if (!URL.canParse(url)) throw new Refusal('WECHAT_UNAVAILABLE');
    const { pathname, search } = new URL(url);
    const answer = await this.send('GET', `${pathname}${search}`, '', undefined);
    if (answer.status < 300) return answer.bytes;
    const { code = 'UNKNOWN', message = '' } = (parseJson(answer.text) ?? {}) as Said;
    if (answer.status >= 500) throw new Refusal('WECHAT_UNAVAILABLE', { wechatCode: code });
    throw new WechatPayError(answer.status, code, message);
  }

  /**
   * A name or the like as only WeChat can read it (RSAES-OAEP), and the serial of the key it was
   * sealed with, which `call` is told as `sealedBy`.
   */
  seal(text: string): { ciphertext: string; serial: string } {
    const keys = [...this.platformKeys];
    const newest = keys.find(([serial]) => serial.startsWith('PUB_KEY_ID_')) ?? keys[0];
    assert(newest, 'the platform keys are checked at start');
    const [serial, key] = newest;
    return { ciphertext: Rsa.encrypt(text, key), serial };
  }

  /** The arguments of `wx.requestPayment`, signed over appId, time, nonce and package. */
  signForClient(prepayId: string): JsapiPayment {
    const appId = this.config.WECHAT_APP_ID;
    const timeStamp = String(this.seconds());
    const nonceStr = Formatter.nonce();
    const bundle = `prepay_id=${prepayId}`;
    const message = Formatter.joinedByLineFeed(appId, timeStamp, nonceStr, bundle);
    const paySign = Rsa.sign(message, this.privateKey);
    return { appId, timeStamp, nonceStr, package: bundle, signType: 'RSA', paySign };
  }

  /**
   * Whether WeChat signed this: key chosen by serial (certificates and public keys arrive mixed
   * while a merchant migrates), five minutes of clock at most, `WECHATPAY/SIGNTEST/` probes fail.
   */
  verifies(headers: WechatHeaders, rawBody: string): boolean {
    const key = this.platformKeys.get(headers.serial);
    const offSeconds = Math.abs(this.seconds() - Number(headers.timestamp));
    if (!key || !(offSeconds <= CLOCK_OFF_MAX_SECONDS)) return false;
    const message = Formatter.response(headers.timestamp, headers.nonce, rawBody);
    return Rsa.verify(message, headers.signature, key);
  }

  private async send(
    method: 'GET' | 'POST',
    path: string,
    payload: string,
    sealedBy: string | undefined,
  ) {
    const seconds = this.seconds();
    const nonce = Formatter.nonce();
    const message = Formatter.request(method, path, seconds, nonce, payload);
    const { WECHAT_MCH_ID: mchId, WECHAT_MCH_SERIAL: serial } = this.config;
    const signature = Rsa.sign(message, this.privateKey);
    try {
      const answer = await request(`${this.config.WECHAT_PAY_URL}${path}`, {
        method,
        headers: {
          authorization: Formatter.authorization(mchId, nonce, signature, seconds, serial),
          accept: 'application/json',
          'content-type': 'application/json',
          'user-agent': 'siyu',
          ...(sealedBy === undefined ? {} : { 'wechatpay-serial': sealedBy }),
        },
        body: payload === '' ? null : payload,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
      });
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      const { statusCode: status, headers } = answer;
      return { status, headers: headersOf(headers), bytes, text: bytes.toString('utf8') };
    } catch {
      throw new Refusal('WECHAT_UNAVAILABLE');
    }
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}

/** The four signature headers, empty where missing: then nothing verifies. */
export function headersOf(headers: Record<string, string | string[] | undefined>): WechatHeaders {
  const read = (name: string) => String(headers[`wechatpay-${name}`] ?? '');
  return {
    timestamp: read('timestamp'),
    nonce: read('nonce'),
    signature: read('signature'),
    serial: read('serial'),
  };
}

/** What a text says, or null where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
