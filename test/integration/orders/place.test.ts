import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type PlacedOrder } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { client, newKey } from '../../factories/http.js';
import { aProduct, aSku, stocked } from '../../factories/product.js';
import {
  aBuyer,
  aHandle,
  aRequest,
  orderOf,
  placed,
  skuOf,
  stockOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

let shop: TestShop;
let buyer: Buyer;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

async function aStockedSku(stock: number, facts: Parameters<typeof aSku>[0] = {}): Promise<string> {
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, skus: [aSku({ stock, ...facts })] }));
  return skuOf(shop, handle);
}

describe('placing an order', () => {
  it('given enough stock, then the order holds it, waits for payment and empties its cart lines', async () => {
    const skuId = await aStockedSku(10);
    await buyer.put(`/shop/cart/lines/${skuId}`, { quantity: 3 });

    const order = await orderOf(buyer, (await placed(buyer, [{ skuId, quantity: 3 }])).id);

    expect(order).toMatchObject({
      state: 'awaiting-payment',
      goodsFen: 3_600,
      freightFen: 1_000,
      totalFen: 4_600,
    });
    expect(await stockOf(shop, skuId)).toBe(7);
    expect(await buyer.get('/shop/cart')).toEqual({ lines: [] });
  });

  it('given it is bought at once, then what stands in the cart stays there', async () => {
    const skuId = await aStockedSku(10);
    await buyer.put(`/shop/cart/lines/${skuId}`, { quantity: 5 });
    const body = await aRequest(buyer, [{ skuId, quantity: 1 }]);

    await buyer.post('/shop/orders', { ...body, fromCart: false });

    expect(await buyer.get('/shop/cart')).toMatchObject({ lines: [{ skuId, quantity: 5 }] });
    await buyer.put(`/shop/cart/lines/${skuId}`, { quantity: 0 });
  });

  it('given the same key twice, then both answers are the same order, and it holds stock once', async () => {
    const skuId = await aStockedSku(1);
    const request = await aRequest(buyer, [{ skuId, quantity: 1 }]);
    const key = newKey();

    const first = await buyer.post<PlacedOrder>('/shop/orders', request, key);
    const second = await buyer.post<PlacedOrder>('/shop/orders', request, key);

    expect(second).toEqual(first);
    expect(await stockOf(shop, skuId)).toBe(0);
  });

  it('given the same key ten times at once for the last unit, then there is one order', async () => {
    const skuId = await aStockedSku(1);
    const request = await aRequest(buyer, [{ skuId, quantity: 1 }]);
    const key = newKey();

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => buyer.post<PlacedOrder>('/shop/orders', request, key)),
    );

    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(await stockOf(shop, skuId)).toBe(0);
  });

  it('given the same key with another purchase, then it is refused', async () => {
    const skuId = await aStockedSku(5);
    const key = newKey();
    await buyer.post('/shop/orders', await aRequest(buyer, [{ skuId, quantity: 1 }]), key);

    const other = await aRequest(buyer, [{ skuId, quantity: 2 }]);
    const refusal = await buyer.refusal('POST', '/shop/orders', { body: other, key });

    expect(refusal).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('given no key, then it is refused', async () => {
    const skuId = await aStockedSku(5);
    const body = await aRequest(buyer, [{ skuId, quantity: 1 }]);
    expect(await buyer.refusal('POST', '/shop/orders', { body, key: null })).toBe(
      'IDEMPOTENCY_KEY_REQUIRED',
    );
  });

  it('given a total that no longer holds, then the new one is said and nothing is held', async () => {
    const skuId = await aStockedSku(5);
    const request = await aRequest(buyer, [{ skuId, quantity: 1 }]);
    const body = { ...request, shownTotalFen: request.shownTotalFen - 1 };

    const answer = await buyer.ask<{ code: string; facts: object }>('POST', '/shop/orders', {
      body,
    });

    expect(answer.body).toMatchObject({
      code: 'QUOTE_CHANGED',
      facts: { totalFen: request.shownTotalFen },
    });
    expect(await stockOf(shop, skuId)).toBe(5);
  });

  it('given goods without the seven-day right, then they need a confirmation of their own', async () => {
    const skuId = await aStockedSku(5, { returnable: false });
    const request = await aRequest(buyer, [{ skuId, quantity: 1 }]);
    const body = { ...request, returnPolicyConfirmed: false };
    expect(await buyer.refusal('POST', '/shop/orders', { body })).toBe('RETURN_POLICY_UNCONFIRMED');
  });

  it('given someone else’s address, then it is nobody’s', async () => {
    const skuId = await aStockedSku(5);
    const stranger = await aBuyer(shop);
    const request = await aRequest(buyer, [{ skuId, quantity: 1 }]);
    const body = { ...request, addressId: stranger.addressId };
    expect(await buyer.refusal('POST', '/shop/orders', { body })).toBe('ADDRESS_NOT_FOUND');
  });

  it('given someone else’s order, then it is nobody’s', async () => {
    const skuId = await aStockedSku(5);
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    const stranger = await aBuyer(shop);
    for (const path of ['', '/payment', '/payment/check', '/cancellation']) {
      const method = path === '' ? 'GET' : 'POST';
      expect(await stranger.refusal(method, `/shop/orders/${id}${path}`)).toBe('ORDER_NOT_FOUND');
    }
  });

  it('given one more unpaid order than a shopper may hold, then it is refused', async () => {
    const skuId = await aStockedSku(100);
    const keen = await aBuyer(shop);
    for (let count = 0; count < 20; count++) await placed(keen, [{ skuId, quantity: 1 }]);
    const body = await aRequest(keen, [{ skuId, quantity: 1 }]);
    expect(await keen.refusal('POST', '/shop/orders', { body })).toBe('OPEN_ORDERS_TOO_MANY');
  });

  it('given 25 at once from one shopper, then no more are placed than they may hold', async () => {
    const skuId = await aStockedSku(100);
    const keen = await aBuyer(shop);
    const body = await aRequest(keen, [{ skuId, quantity: 1 }]);
    const place = () => keen.refusal('POST', '/shop/orders', { body });
    const refusals = await Promise.all(Array.from({ length: 25 }, place));
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(20);
    expect(refusals.filter((refusal) => refusal === 'OPEN_ORDERS_TOO_MANY')).toHaveLength(5);
    expect(await stockOf(shop, skuId)).toBe(80);
  });

  it('given several SKUs of which one lacks, then none is held and the one is named', async () => {
    const [plenty, lacking] = [await aStockedSku(10), await aStockedSku(3)];
    const lines = [
      { skuId: plenty, quantity: 1 },
      { skuId: lacking, quantity: 3 },
    ];
    const request = await aRequest(buyer, lines);
    await placed(await aBuyer(shop), [{ skuId: lacking, quantity: 1 }]);

    const answer = await buyer.ask<{ code: string }>('POST', '/shop/orders', { body: request });

    expect(answer.body).toMatchObject({ code: 'STOCK_INSUFFICIENT', facts: { skuIds: [lacking] } });
    expect([await stockOf(shop, plenty), await stockOf(shop, lacking)]).toEqual([10, 2]);
  });
});

describe('placing an order with a remark', () => {
  afterEach(() => client(shop.sandbox.url).del('/sandbox/switches'));
  const withRemark = async (skuId: string, remark: string) => ({
    ...(await aRequest(buyer, [{ skuId, quantity: 1 }])),
    remark,
  });

  it('given WeChat finds it harmless, then the order carries it', async () => {
    const body = await withRemark(await aStockedSku(1), '请放门口');
    const { id } = await buyer.post<PlacedOrder>('/shop/orders', body);
    expect(await orderOf(buyer, id)).toMatchObject({ remark: '请放门口' });
  });

  it('given WeChat finds it risky, then it is refused and nothing is held', async () => {
    await setSwitches(shop, { riskyWords: ['赌博'] });
    const skuId = await aStockedSku(1);
    const body = await withRemark(skuId, '一起赌博');
    expect(await buyer.refusal('POST', '/shop/orders', { body })).toBe('TEXT_REJECTED');
    expect(await stockOf(shop, skuId)).toBe(1);
  });

  it('given WeChat thinks otherwise of it by now, then a repeat is still answered', async () => {
    const body = await withRemark(await aStockedSku(1), '一起赌博');
    const key = newKey();
    const first = await buyer.post<PlacedOrder>('/shop/orders', body, key);
    await setSwitches(shop, { riskyWords: ['赌博'] });
    expect(await buyer.post<PlacedOrder>('/shop/orders', body, key)).toEqual(first);
  });

  it('given it is repeated, then WeChat is not asked again', async () => {
    const skuId = await aStockedSku(2);
    const [body, key] = [await withRemark(skuId, '请放门口'), newKey()];
    const first = await buyer.post<PlacedOrder>('/shop/orders', body, key);
    await setSwitches(shop, { errors: [{ path: '/wxa/msg_sec_check', code: 87014, times: 1 }] });

    expect(await buyer.post<PlacedOrder>('/shop/orders', body, key)).toEqual(first);

    expect(await buyer.refusal('POST', '/shop/orders', { body })).toBe('TEXT_REJECTED');
  });

  it('given WeChat is away, then the purchase does not wait for it', async () => {
    const body = await withRemark(await aStockedSku(1), '请放门口');
    await setSwitches(shop, { down: 'reset' });
    expect(await buyer.refusal('POST', '/shop/orders', { body })).toBeNull();
  });
});

describe('200 shoppers at once for the last 100 units', () => {
  it('then there are 100 orders, 100 refusals and no stock', async () => {
    const skuId = await aStockedSku(100);
    const buyers = await Promise.all(Array.from({ length: 200 }, () => aBuyer(shop)));
    const body = {
      lines: [{ skuId, quantity: 1 }],
      shownTotalFen: fen(2_200),
      returnPolicyConfirmed: true,
    };

    const refusals = await Promise.all(
      buyers.map((one) =>
        one.refusal('POST', '/shop/orders', { body: { ...body, addressId: one.addressId } }),
      ),
    );

    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(100);
    expect(refusals.filter((refusal) => refusal === 'STOCK_INSUFFICIENT')).toHaveLength(100);
    expect(await stockOf(shop, skuId)).toBe(0);
  });
});
