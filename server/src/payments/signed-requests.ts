import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { request } from 'undici';
import { Formatter, Rsa } from 'wechatpay-axios-plugin';
import type { JsapiPayment } from '@siyu/shared';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Refusal } from '../platform/refusal.js';

const TIMEOUT_MS = 8_000;

export interface WechatHeaders {
  timestamp: string;
  nonce: string;
  signature: string;
  serial: string;
}

/** What came back from WeChat Pay, nothing of it verified. */
export interface RawAnswer {
  status: number;
  headers: WechatHeaders;
  bytes: Buffer;
  text: string;
}

export interface SignedRequest {
  method: 'GET' | 'POST';
  /** With its query, as it is signed. */
  path: string;
  body?: object | undefined;
  /** The serial of the platform key that something in the body was sealed with. */
  sealedBy?: string | undefined;
}

/**
 * Requests to WeChat Pay, signed by the merchant's key. The protocol's strings and RSA are
 * `wechatpay-axios-plugin`'s; its own HTTP client is not used because it reads the machine's clock
 * (ADR 0002).
 */
@Injectable()
export class SignedRequests {
  private readonly privateKey: KeyObject;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.privateKey = createPrivateKey(config.WECHAT_MCH_PRIVATE_KEY);
  }

  /** @throws Refusal WECHAT_UNAVAILABLE when there is no answer */
  async send({ method, path, body, sealedBy }: SignedRequest): Promise<RawAnswer> {
    const payload = body === undefined ? '' : JSON.stringify(body);
    const seconds = Math.floor(this.clock.now().getTime() / 1000);
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

  /** The arguments of `wx.requestPayment`, signed over appId, time, nonce and package. */
  signForClient(prepayId: string): JsapiPayment {
    const appId = this.config.WECHAT_APP_ID;
    const timeStamp = String(Math.floor(this.clock.now().getTime() / 1000));
    const nonceStr = Formatter.nonce();
    const bundle = `prepay_id=${prepayId}`;
    const message = Formatter.joinedByLineFeed(appId, timeStamp, nonceStr, bundle);
    const paySign = Rsa.sign(message, this.privateKey);
    return { appId, timeStamp, nonceStr, package: bundle, signType: 'RSA', paySign };
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
