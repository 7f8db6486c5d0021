import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';

import Pay from 'wechatpay-node-v3';

import { systemClock } from '../../../server/sandbox/clock.js';
import type { Credentials } from '../../../server/sandbox/keys/credentials.js';
import type { Sandbox } from '../../../server/sandbox/start.js';
import { aNumber, Bench } from './fixtures.js';

const WECHAT = 'https://api.mch.weixin.qq.com';

/** The independent client from npm, its host replaced and nothing else. */
export function aMerchant(sandbox: Pick<Sandbox, 'url' | 'credentials'>): Pay {
  const { credentials, url } = sandbox;
  const pay = new Pay({
    appid: credentials.appId,
    mchid: credentials.mchId,
    serial_no: credentials.merchantSerial,
    publicKey: Buffer.from(credentials.platformPublicKeyPem),
    privateKey: Buffer.from(credentials.merchantPrivateKeyPem),
    key: credentials.apiV3Key,
    userAgent: 'siyu-test/1.0',
  });
  const http = (pay as unknown as { httpService: Parameters<Pay['createHttp']>[0] }).httpService;
  const here = (there: string) => there.replace(WECHAT, url);
  pay.createHttp({
    get: (there, headers) => http.get(here(there), headers),
    post: (there, params, headers) => http.post(here(there), params, headers),
    upload: (there, params, headers) => http.upload(here(there), params, headers),
  });
  return pay;
}

export interface SignedCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly nowMs?: number;
  readonly nonce?: string;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly raw: string;
  readonly body: Record<string, unknown>;
}

/** One request signed by the independent client, for answers it does not show whole. */
export async function signedCall(sandbox: Pick<Sandbox, 'url' | 'credentials'>, call: SignedCall) {
  return sent(sandbox.url, call, signedHeaders(sandbox, call));
}

export function signedHeaders(sandbox: Pick<Sandbox, 'url' | 'credentials'>, call: SignedCall) {
  const {
    method,
    path,
    nonce = randomBytes(16).toString('hex'),
    nowMs = systemClock.nowMs(),
  } = call;
  const pay = aMerchant(sandbox);
  const timestamp = String(Math.floor(nowMs / 1000));
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const signature = pay.getSignature(method, nonce, timestamp, path, body);
  return {
    accept: 'application/json',
    'user-agent': 'siyu-test/1.0',
    'content-type': 'application/json',
    authorization: pay.getAuthorization(nonce, timestamp, signature),
    ...call.headers,
  };
}

/** Sends exactly these headers: `fetch` would add an Accept and a User-Agent of its own. */
export function sent(
  url: string,
  { method, path, body }: SignedCall,
  headers: Record<string, string>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}${path}`, { method, headers }, (response) => {
      let raw = '';
      response.on('data', (chunk: Buffer) => (raw += chunk.toString()));
      response.on('end', () => {
        const body = raw.startsWith('{') ? (JSON.parse(raw) as Record<string, unknown>) : {};
        const given = new Headers(response.headers as Record<string, string>);
        resolve({ status: response.statusCode ?? 0, headers: given, raw, body });
      });
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** A JSAPI prepay body that WeChat would take. */
export function aPrepay(credentials: Credentials, over: object = {}) {
  return {
    appid: credentials.appId,
    mchid: credentials.mchId,
    description: '蚕丝枕套 一对',
    out_trade_no: aNumber(),
    notify_url: 'http://127.0.0.1:9/notify',
    amount: { total: 5000, currency: 'CNY' },
    payer: { openid: 'nobody' },
    ...over,
  };
}

export const PREPAY = '/v3/pay/transactions/jsapi';
export const REFUND = '/v3/refund/domestic/refunds';

/** What the mini-program passes to `wx.requestPayment`. */
export function clientSigned(sandbox: Pick<Sandbox, 'url' | 'credentials'>, prepayId: string) {
  const { appId } = sandbox.credentials;
  const timeStamp = String(Math.floor(systemClock.nowMs() / 1000));
  const nonceStr = randomBytes(16).toString('hex');
  const packageText = `prepay_id=${prepayId}`;
  const text = `${appId}\n${timeStamp}\n${nonceStr}\n${packageText}\n`;
  const paySign = aMerchant(sandbox).sha256WithRsa(text);
  return { appId, timeStamp, nonceStr, package: packageText, signType: 'RSA', paySign };
}

/** Prepays and pays; answers the out_trade_no, transaction_id and openid. */
export async function aPaidOrder(
  sandbox: Pick<Sandbox, 'url' | 'credentials'>,
  nowMs: number,
  over: object = {},
) {
  const bench = new Bench(sandbox.url);
  const openid = await bench.openid(sandbox.credentials);
  const body = aPrepay(sandbox.credentials, { payer: { openid }, ...over });
  const prepay = await signedCall(sandbox, { method: 'POST', path: PREPAY, body, nowMs });
  if (prepay.status !== 200) throw new Error(`prepay: ${prepay.raw}`);
  const prepayId = String(prepay.body['prepay_id']);
  const paid = await bench.call<{ errMsg: string }>(
    'POST',
    '/sandbox/pay',
    clientSigned(sandbox, prepayId),
  );
  if (paid.errMsg !== 'requestPayment:ok') throw new Error(paid.errMsg);
  const outTradeNo = body.out_trade_no;
  const path = `/sandbox/payments?out_trade_no=${outTradeNo}`;
  const [row] = await bench.call<{ transactionId: string }[]>('GET', path);
  return { outTradeNo, openid, prepayId, transactionId: row?.transactionId ?? '' };
}
