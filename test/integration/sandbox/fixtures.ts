import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Pay from 'wechatpay-node-v3';

import type { Credentials } from '../../../server/sandbox/keys/credentials.js';
import { startSandbox, type Sandbox } from '../../../server/sandbox/start.js';

/** A clock that stands still until a test moves it. */
export class TestClock {
  constructor(private ms = Date.parse('2026-03-01T12:00:00+08:00')) {}

  nowMs(): number {
    return this.ms;
  }

  pass(ms: number): void {
    this.ms += ms;
  }
}

export interface OpenSandbox extends Sandbox {
  readonly dir: string;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

export async function aSandbox(clock?: TestClock): Promise<OpenSandbox> {
  const dir = await mkdtemp(join(tmpdir(), 'siyu-sandbox-'));
  const sandbox = await startSandbox({ port: 0, dir, ...(clock ? { clock } : {}) });
  const remove = async () => {
    await sandbox.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { ...sandbox, dir, remove };
}

/** Speaks to one sandbox as WeChat's app and the test bench do. */
export class Bench {
  constructor(private readonly url: string) {}

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    });
    return (await answer.json()) as T;
  }

  switches(change: object): Promise<unknown> {
    return this.call('PUT', '/sandbox/switches', change);
  }

  async loginCode(deviceId: string): Promise<string> {
    return (await this.call<{ code: string }>('POST', '/sandbox/login-code', { deviceId })).code;
  }

  /** The openid behind a device, by way of the real login API. */
  async openid(credentials: Credentials, deviceId = randomBytes(6).toString('hex')) {
    const { appId, appSecret } = credentials;
    const asked = `appid=${appId}&secret=${appSecret}&grant_type=authorization_code`;
    const code = await this.loginCode(deviceId);
    const path = `/sns/jscode2session?${asked}&js_code=${code}`;
    return (await this.call<{ openid: string }>('GET', path)).openid;
  }

  callbacks(outTradeNo: string): Promise<CallbackRow[]> {
    return this.call('GET', `/sandbox/callbacks?out_trade_no=${outTradeNo}`);
  }
}

export interface CallbackRow {
  readonly id: string;
  readonly eventType: string;
  readonly state: string;
  readonly tries: number;
  readonly dueAtMs: number;
  readonly createdAtMs: number;
  readonly attempts: readonly { status: number | null; serial: string; faults: string[] }[];
}

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

export interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly atMs: number;
}

/** A merchant's notify_url that writes down what it hears and answers as told. */
export class Ear {
  readonly heard: Heard[] = [];
  status = 200;
  private readonly server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { url = '', headers } = request;
      this.heard.push({ path: url, headers, body, atMs: performance.now() });
      response.writeHead(this.status, { 'content-type': 'application/json' });
      response.end(this.status < 300 ? '' : '{"code":"FAIL","message":"refused"}');
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Waits until the condition holds, looking every few milliseconds, ten seconds at most. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`never became true: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function aNumber(prefix = 'T'): string {
  return `${prefix}${randomBytes(12).toString('hex')}`;
}
