import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RefusalBody } from '@siyu/shared';
import { aShop, type TestShop } from '../../factories/shop.js';

const PER_MINUTE = 30;
const JSON_TYPE = { 'content-type': 'application/json' };

let shop: TestShop;

beforeAll(async () => {
  shop = await aShop({ RATE_LIMIT_PER_MINUTE: String(PER_MINUTE), TRUSTED_PROXIES: '1' });
});
afterAll(() => shop.close());

/** Each caller comes from an address of its own, so that only the last test meets the limit. */
let callers = 0;
function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const from = { 'x-forwarded-for': `203.0.113.${(callers += 1)}` };
  return fetch(shop.url + path, { ...init, headers: { ...from, ...init.headers } });
}

async function expectRefused(answer: Response, status: number, code: string): Promise<void> {
  const body = (await answer.json()) as RefusalBody;
  expect({ status: answer.status, code: body.code }).toEqual({ status, code });
  expect(typeof body.facts).toBe('object');
  expect(answer.headers.get('x-request-id')).toBe(body.requestId);
}

describe('a request that cannot be served', () => {
  it.each([
    ['an unknown route', '/shop/nothing-here', 'GET'],
    ['a method the route has not', '/shop/products', 'DELETE'],
    ['a method nobody has', '/shop/products', 'PROPFIND'],
  ])('given %s, then it is NOT_FOUND', async (_what, path, method) => {
    await expectRefused(await ask(path, { method }), 404, 'NOT_FOUND');
  });

  it('given no JSON, then it is INVALID_INPUT', async () => {
    const init = { method: 'POST', headers: JSON_TYPE, body: '{"code": ' };
    await expectRefused(await ask('/shop/login', init), 400, 'INVALID_INPUT');
  });

  it('given a body of another kind, then it is UNSUPPORTED_MEDIA_TYPE', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<code/>' };
    await expectRefused(await ask('/shop/login', init), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('given a body beyond all measure, then it is TOO_LARGE', async () => {
    const init = { method: 'POST', headers: JSON_TYPE, body: `"${'x'.repeat(300_000)}"` };
    await expectRefused(await ask('/shop/login', init), 413, 'TOO_LARGE');
  });

  it('given an address that is none, then it is INVALID_INPUT', async () => {
    await expectRefused(await ask('/shop/products/%E0%A4%A'), 400, 'INVALID_INPUT');
  });

  it('given an id without end, then it is NOT_FOUND', async () => {
    await expectRefused(await ask(`/shop/products/${'x'.repeat(5_000)}`), 404, 'NOT_FOUND');
  });

  it('given headers without end, then it is TOO_LARGE', async () => {
    const headers = { 'x-padding': 'x'.repeat(20_000) };
    await expectRefused(await ask('/shop/products', { headers }), 413, 'TOO_LARGE');
  });

  it('given what is no HTTP, then it is INVALID_INPUT', async () => {
    const socket = connect(Number(new URL(shop.url).port), '127.0.0.1', () => {
      socket.write('HELLO\r\n\r\n');
    });
    let heard = '';
    for await (const chunk of socket) heard += String(chunk);
    expect(heard).toMatch(/^HTTP\/1.1 400 /);
    expect(heard).toContain('"code":"INVALID_INPUT"');
  });

  it('given a caller’s own request id, then it is kept; a harmful one is not', async () => {
    const named = (id: string) => ask('/healthz', { headers: { 'x-request-id': id } });
    expect((await named('trace-0123456789')).headers.get('x-request-id')).toBe('trace-0123456789');
    expect((await named('{"level":60}')).headers.get('x-request-id')).not.toBe('{"level":60}');
  });
});

describe('given more requests in a minute than the shop allows', () => {
  it('then one address is told to wait, and another is not', async () => {
    const from = (address: string) =>
      fetch(`${shop.url}/shop/config`, { headers: { 'x-forwarded-for': address } });
    for (let count = 0; count < PER_MINUTE; count++) {
      expect((await from('198.51.100.1')).status).toBe(200);
    }
    const refused = await from('198.51.100.1');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectRefused(refused, 429, 'TOO_MANY_REQUESTS');
    expect((await from('198.51.100.2')).status).toBe(200);
  });
});
