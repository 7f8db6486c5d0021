import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectCleanAudit } from '../../factories/audit.js';
import { client, newKey } from '../../factories/http.js';
import { aProduct, aSku } from '../../factories/product.js';
import { aBuyer, aRequest, orderOf, skuOf, type Buyer } from '../../factories/purchase.js';
import {
  aShopProcess,
  databasePid,
  type Running,
  type ShopProcess,
} from '../../factories/shop-process.js';
import { until } from '../../factories/until.js';

const SILENCE_SECONDS = '1';

let shop: ShopProcess;
let buyer: Buyer;
let skuId: string;

beforeAll(async () => {
  shop = await aShopProcess({ DATABASE_SILENCE_SECONDS: SILENCE_SECONDS });
  await shop.stock(aProduct({ handle: 'mug', skus: [aSku({ stock: 100 })] }));
  skuId = await skuOf(shop, 'mug');
  buyer = await aBuyer(shop);
});
afterAll(() => shop.close());

async function isReady(url: string): Promise<boolean> {
  return (await client(url).ask('GET', '/readyz')).status === 200;
}

/** What a shopper, a load balancer and a supervisor are told while there is no database. */
async function expectUnavailable(url: string): Promise<void> {
  const caller = client(url, buyer.session.sessionToken);
  const ask = (path: string) => caller.ask<{ code: string }>('GET', path);
  for (const answer of await Promise.all(['/shop/orders', '/readyz'].map(ask))) {
    expect([answer.status, answer.body.code]).toEqual([503, 'UNAVAILABLE']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('x-request-id')).not.toBeNull();
  }
  expect((await client(url).ask('GET', '/healthz')).status).toBe(200);
}

describe('given the private database is killed', () => {
  it('then the server starts it again, and what was answered is there', async () => {
    const request = await aRequest(buyer, [{ skuId, quantity: 1 }]);
    const { id } = await buyer.post<{ id: string }>('/shop/orders', request);
    const before = databasePid(shop.directory)!;

    process.kill(before, 'SIGKILL');

    await until('the server is ready again', async () => {
      return databasePid(shop.directory)! !== before && (await isReady(shop.url));
    });
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'awaiting-payment' });
    await expectCleanAudit(shop);
  });
});

describe('given a database that is away', () => {
  let other: Running;
  beforeAll(async () => {
    other = await shop.anotherServer();
  });

  it('then 503 is answered with when to come back; and once it is there, all is well', async () => {
    shop.server.signal('SIGTERM');
    await shop.server.ended;

    await expectUnavailable(other.url);

    await shop.startServer();
    await until('the other instance is ready again', () => isReady(other.url));
    const orders = await client(other.url, buyer.session.sessionToken).get<{ items: unknown[] }>(
      '/shop/orders',
    );
    expect(orders.items).toHaveLength(1);
  });
});

describe('given a database that is frozen', () => {
  it('then nobody waits for ever, and an order that was in doubt is placed once', async () => {
    const request = await aRequest(buyer, [{ skuId, quantity: 1 }]);
    const key = newKey();
    process.kill(databasePid(shop.directory)!, 'SIGSTOP');

    const [refusal] = await Promise.all([
      buyer.refusal('POST', '/shop/orders', { body: request, key }),
      expectUnavailable(shop.url),
    ]);
    expect(refusal).toBe('UNAVAILABLE');

    process.kill(databasePid(shop.directory)!, 'SIGCONT');
    await until('the server is ready again', () => isReady(shop.url));
    const first = await buyer.post<{ id: string }>('/shop/orders', request, key);
    const again = await buyer.post<{ id: string }>('/shop/orders', request, key);
    expect(again.id).toBe(first.id);
    await expectCleanAudit(shop);
  });
});
