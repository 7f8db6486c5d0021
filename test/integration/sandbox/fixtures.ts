import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
