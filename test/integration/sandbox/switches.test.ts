import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { systemClock } from '../../../server/sandbox/clock.js';
import { startSandbox } from '../../../server/sandbox/start.js';
import { aNumber, aSandbox, Bench, type OpenSandbox } from './fixtures.js';
import { aPrepay, PREPAY, REFUND, signedCall } from './merchant.js';
import { Weixin } from './weixin.js';

const CERTIFICATES = { method: 'GET', path: '/v3/certificates' } as const;

let sandbox: OpenSandbox;
let bench: Bench;

beforeAll(async () => {
  sandbox = await aSandbox();
  bench = new Bench(sandbox.url);
});

afterEach(() => bench.call('DELETE', '/sandbox/switches'));
afterAll(() => sandbox.remove());

describe('given the sandbox', () => {
  it.each(['0.0.0.0', '::', '192.168.1.2'])('when told to listen on %s, then it refuses', (host) =>
    expect(startSandbox({ port: 0, dir: sandbox.dir, host })).rejects.toThrow(/loopback/),
  );

  it('when another is at work in the same folder, then the second refuses', () =>
    expect(startSandbox({ port: 0, dir: sandbox.dir })).rejects.toThrow(/Another sandbox/));

  it('when a page of another loopback port asks, then CORS lets it', async () => {
    const origin = 'http://localhost:10086';
    const headers = { origin, 'access-control-request-method': 'POST' };
    const preflight = await fetch(`${sandbox.url}/sandbox/pay`, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
  });

  it('when a page from elsewhere asks, then CORS does not', async () => {
    const headers = { origin: 'https://example.com' };
    const answer = await fetch(`${sandbox.url}/sandbox/switches`, { headers });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    ['an unknown name', { notifyLatte: 1 }],
    ['a wrong value', { notifyCopies: 0 }],
  ])('when a switch has %s, then 400 and nothing changes', async (_case, change) => {
    const before = await bench.call('GET', '/sandbox/switches');
    expect(await bench.switches(change)).toMatchObject({ error: expect.any(String) });
    expect(await bench.call('GET', '/sandbox/switches')).toEqual(before);
  });
});

describe('given WeChat is down', () => {
  it('when by reset, then every connection breaks, and only those to WeChat', async () => {
    await bench.switches({ down: 'reset' });
    await expect(signedCall(sandbox, CERTIFICATES)).rejects.toThrow(/ECONNRESET|hang up/);
    await expect(new Weixin(sandbox).fetchToken()).rejects.toThrow();
    expect(await bench.call('GET', '/sandbox/switches')).toMatchObject({ down: 'reset' });
  });

  it('when by bad gateway, then 502', async () => {
    await bench.switches({ down: 'badGateway' });
    expect((await signedCall(sandbox, CERTIFICATES)).status).toBe(502);
  });

  it('when by system error, then SYSTEM_ERROR and -1', async () => {
    await bench.switches({ down: 'systemError' });
    expect(await signedCall(sandbox, CERTIFICATES)).toMatchObject({
      status: 500,
      body: { code: 'SYSTEM_ERROR' },
    });
    expect((await new Weixin(sandbox).fetchToken()).errcode).toBe(-1);
  });
});

describe('given an ordered error', () => {
  it('when WeChat Pay is called, then that code for that many calls of that path', async () => {
    await bench.switches({ errors: [{ path: REFUND, code: 'FREQUENCY_LIMITED', times: 2 }] });
    const path = `${REFUND}/none`;
    const statuses = [];
    for (let n = 0; n < 3; n += 1) {
      statuses.push((await signedCall(sandbox, { method: 'GET', path })).status);
    }
    expect(statuses).toEqual([429, 429, 404]);
    expect((await signedCall(sandbox, CERTIFICATES)).status).toBe(200);
  });

  it('when it names a method, then the other method is spared', async () => {
    const order = { path: REFUND, method: 'POST', code: 'SYSTEM_ERROR', times: 1 };
    await bench.switches({ errors: [order] });
    const get = { method: 'GET', path: `${REFUND}/none` } as const;
    expect((await signedCall(sandbox, get)).status).toBe(404);
    const post = { method: 'POST', path: REFUND, body: {} } as const;
    expect((await signedCall(sandbox, post)).status).toBe(500);
  });

  it('when an API of weixin.qq.com is called, then that number', async () => {
    await bench.switches({ errors: [{ path: '/sns/jscode2session', code: -1 }] });
    const weixin = new Weixin(sandbox);
    const js_code = await bench.loginCode('phone');
    expect((await weixin.login({ js_code })).errcode).toBe(-1);
    expect(await weixin.login({ js_code })).toHaveProperty('openid');
  });
});

describe('given an answer that gets lost', () => {
  it('when a prepay is made, then the connection breaks and the trade is there', async () => {
    const openid = await bench.openid(sandbox.credentials);
    await bench.switches({ answersLost: [{ path: PREPAY }] });
    const body = aPrepay(sandbox.credentials, { payer: { openid }, out_trade_no: aNumber() });
    const prepay = { method: 'POST', path: PREPAY, body } as const;
    await expect(signedCall(sandbox, prepay)).rejects.toThrow(/ECONNRESET|hang up/);
    const query = `mchid=${sandbox.credentials.mchId}`;
    const path = `/v3/pay/transactions/out-trade-no/${body.out_trade_no}?${query}`;
    expect((await signedCall(sandbox, { method: 'GET', path })).body['trade_state']).toBe('NOTPAY');
    const again = await signedCall(sandbox, { ...prepay, nowMs: systemClock.nowMs() });
    expect(again.body).toHaveProperty('prepay_id');
  });
});
