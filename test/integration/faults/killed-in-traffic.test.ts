import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PayAnswer, PlacedOrder } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { client, newKey, type Asked, type Client } from '../../factories/http.js';
import { aProduct, aSku } from '../../factories/product.js';
import { aBuyer, aRequest, orderOf, skuOf, stockOf, type Buyer } from '../../factories/purchase.js';
import { aShopProcess, databasePid, type ShopProcess } from '../../factories/shop-process.js';
import { setSwitches } from '../../factories/shopper.js';
import { aBatch, anEvent } from '../../factories/tracking.js';
import { until } from '../../factories/until.js';

const BUYERS = 12;
const ORDERS_EACH = 3;
const STOCK = 1_000;
const RETRY_AFTER_MS = 50;

let shop: ShopProcess;
let buyers: Buyer[];
let skuId: string;

beforeAll(async () => {
  shop = await aShopProcess();
  await shop.stock(aProduct({ handle: 'mug', skus: [aSku({ stock: STOCK })] }));
  skuId = await skuOf(shop, 'mug');
  buyers = await Promise.all(Array.from({ length: BUYERS }, () => aBuyer(shop)));
  // WeChat notifies again after a fifth of a second instead of a quarter of a minute.
  await setSwitches(shop, { timeFactor: 75 });
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/**
 * Asks as a phone does: again and again, under the same key, until there is an answer. Being told to
 * come back is none; any other refusal fails the test.
 */
async function persist<T>(caller: Client, path: string, asked: Asked): Promise<T> {
  for (;;) {
    const answer = await caller.ask<T>('POST', path, asked).catch(() => null);
    if (answer && answer.status < 400) return answer.body;
    if (answer && answer.status !== 503) {
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    await pause(RETRY_AFTER_MS);
  }
}

/** Everybody buys, one order after another; `strike` comes when a third of them is placed. */
async function traffic(strike: () => Promise<void>): Promise<Map<PlacedOrder, Buyer>> {
  const orders = new Map<PlacedOrder, Buyer>();
  let blow: Promise<void> | null = null;
  const buy = async (buyer: Buyer, request: object) => {
    const placed = await persist<PlacedOrder>(buyer, '/shop/orders', {
      body: request,
      key: newKey(),
    });
    orders.set(placed, buyer);
    if (orders.size >= (BUYERS * ORDERS_EACH) / 3) blow ??= strike();
    const sheet = await persist<PayAnswer>(buyer, `/shop/orders/${placed.id}/payment`, {
      body: {},
    });
    if (sheet.paid) return;
    await persist(client(shop.sandbox.url), '/sandbox/pay', { body: sheet.jsapi });
  };
  await Promise.all(
    buyers.map(async (buyer) => {
      const request = await aRequest(buyer, [{ skuId, quantity: 1 }]);
      for (let count = 0; count < ORDERS_EACH; count++) await buy(buyer, request);
    }),
  );
  await blow;
  return orders;
}

async function expectNothingLost(
  orders: Map<PlacedOrder, Buyer>,
  stockBefore: number,
): Promise<void> {
  for (const [{ id, totalFen }, buyer] of orders) {
    const order = await until(`order ${id} is paid`, async () => {
      const found = await orderOf(buyer, id);
      return found.state === 'to-ship' && found;
    });
    expect(order.totalFen).toBe(totalFen);
  }
  expect(orders.size).toBe(BUYERS * ORDERS_EACH);
  expect(await stockOf(shop, skuId)).toBe(stockBefore - orders.size);
}

describe('given a few dozen purchases are under way', () => {
  it.each([
    [
      'the server',
      async () => {
        await shop.server.kill();
        await shop.startServer();
      },
    ],
    [
      'the database',
      () => Promise.resolve(void process.kill(databasePid(shop.directory)!, 'SIGKILL')),
    ],
    [
      'WeChat',
      async () => {
        await shop.wechat.kill();
        await shop.startWechat();
      },
    ],
  ])('when %s is killed, then nothing that was answered is lost', async (_what, strike) => {
    const before = await until('the stock is known', () => stockOf(shop, skuId));
    await expectNothingLost(await traffic(strike), before);
  });
});

describe('given phones tell what happens on them', () => {
  it('when the server is killed, then no batch that was acknowledged is lost', async () => {
    const acknowledged: string[] = [];
    let isOver = false;
    const phone = async () => {
      while (!isOver) {
        const event = anEvent();
        const body = aBatch([event]);
        const answer = await client(shop.url)
          .ask('POST', '/shop/events', { body })
          .catch(() => null);
        if (answer && answer.status < 400) acknowledged.push(event.id);
      }
    };
    const phones = Array.from({ length: BUYERS }, phone);
    await until('some have told', () => Promise.resolve(acknowledged.length > BUYERS));
    await shop.server.kill();
    isOver = true;
    await Promise.all(phones);
    await shop.startServer();
    const sql = 'SELECT COUNT(*) AS kept FROM tracked_event WHERE event_id IN (?)';
    const [found] = await shop.db.query(sql, [acknowledged]);
    expect(found).toEqual({ kept: acknowledged.length });
  });
});
