import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Agent, request } from 'undici';
import { expectCleanAudit } from '../../factories/audit.js';
import { client, newKey } from '../../factories/http.js';
import { aProduct, aSku } from '../../factories/product.js';
import { aBuyer, aRequest, orderOf, skuOf, type Buyer } from '../../factories/purchase.js';
import {
  aShopProcess,
  databasePid,
  isAlive,
  type ShopProcess,
} from '../../factories/shop-process.js';
import { until } from '../../factories/until.js';

const CLIENTS = 24;
const BEFORE_STOP = 60;

let shop: ShopProcess;
let buyers: Buyer[];
let requests: object[];
let skuId: string;

beforeAll(async () => {
  shop = await aShopProcess({ CUT_AFTER_MS: '5000' });
  await shop.stock(aProduct({ handle: 'mug', skus: [aSku({ stock: 100_000 })] }));
  skuId = await skuOf(shop, 'mug');
  buyers = await Promise.all(Array.from({ length: CLIENTS }, () => aBuyer(shop)));
  const lines = [{ skuId, quantity: 1 }];
  requests = await Promise.all(buyers.map((buyer) => aRequest(buyer, lines)));
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** Places an order over a kept connection; the id, or why there was no answer. */
async function place(
  http: Agent,
  buyer: Buyer,
  body: object,
): Promise<{ id?: string; lost?: string }> {
  try {
    const answer = await request(`${shop.url}/shop/orders`, {
      method: 'POST',
      dispatcher: http,
      headers: {
        authorization: `Bearer ${buyer.session.sessionToken}`,
        'content-type': 'application/json',
        'idempotency-key': newKey(),
      },
      body: JSON.stringify(body),
    });
    const answered = (await answer.body.json()) as { id?: string; code?: string };
    return answered.id ? { id: answered.id } : { lost: String(answered.code) };
  } catch (error) {
    return { lost: String((error as { code?: string }).code) };
  }
}

async function isClosed(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    () => false,
    () => true,
  );
}

describe('given the server is told to stop', () => {
  it('when orders are placed without end, then each that reached it is answered', async () => {
    const http = new Agent({ connections: CLIENTS });
    const database = databasePid(shop.directory)!;
    const placed: string[] = [];
    let isTold = false;
    const placeUntilLost = async (buyer: Buyer, index: number) => {
      for (;;) {
        const beganBefore = !isTold;
        const { id, lost } = await place(http, buyer, requests[index]!);
        if (id === undefined) return { lost, beganBefore };
        placed.push(id);
        if (placed.length === BEFORE_STOP) shop.server.signal('SIGTERM');
        isTold ||= placed.length >= BEFORE_STOP;
      }
    };

    const losses = await Promise.all(buyers.map(placeUntilLost));

    expect(losses.filter((one) => one.beganBefore)).toEqual([]);
    // Whoever comes when the door is being closed finds it closed; nobody is told of a failure.
    expect(losses.filter((one) => !/^E|^UND_ERR_SOCKET/.test(one.lost ?? ''))).toEqual([]);
    expect(await shop.server.ended).toBe(0);
    expect(isAlive(database)).toBe(false);
    await shop.startServer();
    const sql = 'SELECT COUNT(*) AS count FROM orders WHERE id IN (?)';
    expect(await shop.db.query(sql, [placed])).toEqual([{ count: placed.length }]);
  });

  it('when an order is half-way and waits, then it is answered before the server ends', async () => {
    const [buyer] = buyers as [Buyer];
    const http = new Agent();
    const locking = shop.db.createQueryRunner();
    await locking.startTransaction();
    await locking.query('SELECT id FROM sku WHERE id = ? FOR UPDATE', [skuId]);
    const answer = place(http, buyer, requests[0]!);
    const waiting = `SELECT id FROM information_schema.processlist
      WHERE info LIKE 'UPDATE sku %'`;
    await until('the order waits', async () => (await shop.db.query(waiting)).length > 0);

    shop.server.signal('SIGTERM');
    await until('load balancers are told', async () => {
      return (await client(shop.url).refusal('GET', '/readyz')) === 'UNAVAILABLE';
    });
    await until('nobody is let in any more', () => isClosed(shop.url));
    await locking.rollbackTransaction();
    await locking.release();

    const { id } = await answer;
    expect(await shop.server.ended).toBe(0);
    await shop.startServer();
    expect(await orderOf(buyer, id!)).toMatchObject({ state: 'awaiting-payment' });
  });

  it('when a peer has gone without a word in the middle of a request, then nobody waits for it', async () => {
    const { hostname, port } = new URL(shop.url);
    const silent = connect(Number(port), hostname);
    silent.on('error', () => undefined);
    await once(silent, 'connect');
    silent.write('POST /shop/login HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{');
    await until('the server listens to it', async () => !(await isClosed(shop.url)));
    shop.server.signal('SIGTERM');
    await until('it has ended all the same', async () => !isAlive(shop.server.pid));
    expect(await shop.server.ended).toBe(0);
    await shop.startServer();
  });
});
