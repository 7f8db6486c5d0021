import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { buildSandbox, spawnSandbox, type SandboxProcess } from './child.js';
import { Ear } from './ear.js';
import { aNumber, Bench, until } from './fixtures.js';
import { systemClock } from '../../../server/sandbox/clock.js';
import { aPaidOrder, aPrepay, PREPAY, REFUND, signedCall } from './merchant.js';
import { Weixin } from './weixin.js';

let main: string;
let dir: string;
let sandbox: SandboxProcess;

beforeAll(async () => {
  main = await buildSandbox();
  dir = await mkdtemp(join(tmpdir(), 'siyu-sandbox-'));
  sandbox = await spawnSandbox(main, dir);
});

afterAll(async () => {
  await sandbox.kill();
  await rm(dir, { recursive: true, force: true });
});

async function killAndRestart(): Promise<void> {
  await sandbox.kill();
  sandbox = await spawnSandbox(main, dir);
}

const payOne = (over: object = {}) => aPaidOrder(sandbox, systemClock.nowMs(), over);

function tradeOf(outTradeNo: string) {
  const query = `mchid=${sandbox.credentials.mchId}`;
  const path = `/v3/pay/transactions/out-trade-no/${outTradeNo}?${query}`;
  return signedCall(sandbox, { method: 'GET', path });
}

describe('given a sandbox that is killed', () => {
  it('when started again, then it has the same keys and only its owner may read them', async () => {
    const before = sandbox.credentials;
    await killAndRestart();
    expect(sandbox.credentials).toEqual(before);
    for (const name of ['credentials.json', 'platform.json', 'journal.jsonl']) {
      expect((await stat(join(dir, name))).mode & 0o777).toBe(0o600);
    }
  });

  it('when started again, then all that it answered is still so', async () => {
    const weixin = new Weixin(sandbox);
    const token = await weixin.fetchToken();
    const bench = new Bench(sandbox.url);
    const usedCode = await bench.loginCode('phone');
    await weixin.login({ js_code: usedCode });
    const paid = await payOne();
    const out_refund_no = aNumber('R');
    const amount = { refund: 100, total: 5000, currency: 'CNY' };
    const refund = { out_trade_no: paid.outTradeNo, out_refund_no, amount };
    await signedCall(sandbox, { method: 'POST', path: REFUND, body: refund });
    await bench.switches({ notifyCopies: 3 });
    const before = await tradeOf(paid.outTradeNo);

    await killAndRestart();

    expect((await tradeOf(paid.outTradeNo)).body).toEqual(before.body);
    const found = await signedCall(sandbox, { method: 'GET', path: `${REFUND}/${out_refund_no}` });
    expect(found.body['status']).toBe('SUCCESS');
    const after = new Weixin(sandbox);
    expect((await after.fetchToken())['access_token']).toBe(token['access_token']);
    expect((await after.login({ js_code: usedCode })).errcode).toBe(40163);
    expect(await new Bench(sandbox.url).call('GET', '/sandbox/switches')).toMatchObject({
      notifyCopies: 3,
    });
    await new Bench(sandbox.url).call('DELETE', '/sandbox/switches');
  });

  it('when killed in the middle of a crowd, then every answered prepay is there', async () => {
    const openid = await new Bench(sandbox.url).openid(sandbox.credentials);
    const answered: string[] = [];
    const untilGone = async (): Promise<never> => {
      for (;;) {
        const body = aPrepay(sandbox.credentials, { payer: { openid } });
        const { status } = await signedCall(sandbox, { method: 'POST', path: PREPAY, body });
        if (status === 200) answered.push(body.out_trade_no);
        // In the very moment of an answer, while the others are under way.
        if (answered.length === 50) await sandbox.kill();
      }
    };
    await Promise.allSettled(Array.from({ length: 20 }, untilGone));
    sandbox = await spawnSandbox(main, dir);
    expect(answered.length).toBeGreaterThanOrEqual(50);
    for (const outTradeNo of answered) {
      expect((await tradeOf(outTradeNo)).body['trade_state']).toBe('NOTPAY');
    }
  });

  it('when a notification had not been accepted, then it is sent after the start', async () => {
    const ear = new Ear();
    const origin = await ear.listen();
    await new Bench(sandbox.url).switches({ notifyLateMs: 4_000 });
    const { outTradeNo } = await payOne({ notify_url: `${origin}/notify` });
    await sandbox.kill();
    expect(ear.heard).toHaveLength(0);
    sandbox = await spawnSandbox(main, dir);
    await until(() => ear.heard.length === 1);
    const bench = new Bench(sandbox.url);
    await until(async () => (await bench.callbacks(outTradeNo))[0]?.state === 'accepted');
    await bench.call('DELETE', '/sandbox/switches');
    await ear.close();
  });

  it('when the disk is full, then it answers nothing that it could not keep', async () => {
    await sandbox.kill();
    const { size } = await stat(join(dir, 'journal.jsonl'));
    sandbox = await spawnSandbox(main, dir, Math.ceil(size / 512) + 8);
    const answered: string[] = [];
    const statuses = [];
    for (let n = 0; n < 60; n += 1) {
      const body = JSON.stringify({ deviceId: `full-${n}` });
      const answer = await fetch(`${sandbox.url}/sandbox/login-code`, { method: 'POST', body });
      statuses.push(answer.status);
      if (answer.ok) answered.push(((await answer.json()) as { code: string }).code);
    }
    expect(new Set(statuses)).toEqual(new Set([200, 500]));
    await killAndRestart();
    const weixin = new Weixin(sandbox);
    for (const js_code of answered)
      expect(await weixin.login({ js_code })).toHaveProperty('openid');
  });

  it('when its journal ends in half a line, then the whole lines before it count', async () => {
    const { outTradeNo } = await payOne();
    await sandbox.kill();
    const journal = join(dir, 'journal.jsonl');
    await appendFile(journal, `[["payments","${outTradeNo}",{"outTra`);
    sandbox = await spawnSandbox(main, dir);
    expect((await tradeOf(outTradeNo)).body['trade_state']).toBe('SUCCESS');
    expect(await readFile(journal, 'utf8')).toMatch(/\]\n$/);
  });
});
