import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Order } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { client } from '../../factories/http.js';
import {
  aBuyer,
  orderOf,
  payInSheet,
  placed,
  prepaid,
  stockOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const MINUTE_MS = 60_000;
const PAY_WITHIN_MS = 30 * MINUTE_MS;
const CLOSE = { path: '/v3/pay/transactions/out-trade-no', method: 'POST', times: 1 };

let shop: TestShop;
let buyer: Buyer;
let skuId: string;

beforeAll(async () => {
  shop = await aShop();
});
afterEach(async () => {
  await setSwitches(shop, { errors: [] });
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

/** An order of the last unit; returns its id. */
async function unpaid(): Promise<string> {
  buyer = await aBuyer(shop);
  skuId = await aSkuFor(shop, { stock: 1 });
  const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
  return id;
}

describe('case 58: when a payment is closed at WeChat', () => {
  it.each([
    ['a 404 of another kind than “no such order”', 'RESOURCE_NOT_EXISTS'],
    ['a refusal it does not know', 'SOMETHING_NEW'],
  ])('given %s, then nothing is released until WeChat says it is closed', async (_what, code) => {
    const id = await unpaid();
    await prepaid(buyer, id);
    await setSwitches(shop, { errors: [{ ...CLOSE, code }] });

    shop.clock.advance(PAY_WITHIN_MS);
    await shop.settle();
    expect((await orderOf(buyer, id)).state).toBe('awaiting-payment');
    expect(await stockOf(shop, skuId)).toBe(0);

    shop.clock.advance(MINUTE_MS);
    await shop.settle();
    expect((await orderOf(buyer, id)).state).toBe('closed');
    expect(await stockOf(shop, skuId)).toBe(1);
  });

  it.each(['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'ORDER_CLOSED', 'ORDERCLOSED'])(
    'given %s, then there is nothing to close and the stock is free',
    async (code) => {
      const id = await unpaid();
      await setSwitches(shop, { errors: [{ ...CLOSE, code }] });

      shop.clock.advance(PAY_WITHIN_MS);
      await shop.settle();
      expect((await orderOf(buyer, id)).state).toBe('closed');
      expect(await stockOf(shop, skuId)).toBe(1);
    },
  );

  it('given the shopper, who cancels elsewhere, is typing the password, then it waits, and a payment counts', async () => {
    const id = await unpaid();
    const sheet = await prepaid(buyer, id);
    await client(shop.sandbox.url).post('/sandbox/pay', { ...sheet.jsapi, answer: 'begin' });

    const cancelled = await buyer.post<Order>(`/shop/orders/${id}/cancellation`);
    expect(cancelled.state).toBe('awaiting-payment');
    expect(await stockOf(shop, skuId)).toBe(0);

    await payInSheet(shop, sheet);
    shop.clock.advance(MINUTE_MS);
    await shop.settle();
    expect((await orderOf(buyer, id)).state).toBe('to-ship');
  });
});
