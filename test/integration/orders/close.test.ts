import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { expectCleanAudit } from '../../factories/audit.js';
import { newsComes, paidButClosedHere } from '../../factories/late-payment.js';
import { aProduct, aSku, stocked } from '../../factories/product.js';
import {
  aBuyer,
  aHandle,
  notified,
  orderOf,
  payInSheet,
  placed,
  prepaid,
  skuOf,
  stockOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const MINUTE_MS = 60_000;
const PAY_WITHIN_MS = 30 * MINUTE_MS;

let shop: TestShop;
let buyer: Buyer;
let skuId: string;

beforeAll(async () => {
  shop = await aShop();
});
afterEach(async () => {
  await setSwitches(shop, { notifyLost: false, down: 'no', errors: [], notifyLateMs: 0 });
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

/** One buyer before a product with one unit left. */
async function oneLeft(): Promise<void> {
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, skus: [aSku({ stock: 1 })] }));
  skuId = await skuOf(shop, handle);
  buyer = await aBuyer(shop);
}

describe('an order that is not paid', () => {
  it('given its deadline, then it closes at WeChat first and its stock is released', async () => {
    await oneLeft();
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    await prepaid(buyer, id);

    shop.clock.advance(PAY_WITHIN_MS);
    await shop.settle();

    expect(await orderOf(buyer, id)).toMatchObject({
      state: 'closed',
      closeReason: 'expired',
      payBy: null,
    });
    expect(await stockOf(shop, skuId)).toBe(1);
  });

  it('given one millisecond before its deadline, then it can still be paid; at it, no more', async () => {
    await oneLeft();
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    shop.clock.advance(PAY_WITHIN_MS - 1);
    expect((await prepaid(buyer, id)).jsapi).not.toBeNull();

    shop.clock.advance(1);
    expect(await buyer.refusal('POST', `/shop/orders/${id}/payment`)).toBe('ORDER_EXPIRED');
    await shop.settle();
  });

  it('given the shopper cancels twice, then it is closed once and the stock comes back once', async () => {
    await oneLeft();
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);

    expect(await buyer.post(`/shop/orders/${id}/cancellation`)).toMatchObject({
      state: 'closed',
      closeReason: 'cancelled',
    });
    expect(await buyer.post(`/shop/orders/${id}/cancellation`)).toMatchObject({ state: 'closed' });

    expect(await stockOf(shop, skuId)).toBe(1);
  });

  it('given WeChat is away while it is cancelled, then it cannot be paid and closes later', async () => {
    await oneLeft();
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    await setSwitches(shop, { down: 'reset' });

    expect(await buyer.post(`/shop/orders/${id}/cancellation`)).toMatchObject({
      state: 'awaiting-payment',
      payBy: null,
    });
    expect(await stockOf(shop, skuId)).toBe(0);
    expect(await buyer.refusal('POST', `/shop/orders/${id}/payment`)).toBe('ORDER_EXPIRED');

    await setSwitches(shop, { down: 'no' });
    shop.clock.advance(MINUTE_MS);
    await shop.settle();
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed' });
    expect(await stockOf(shop, skuId)).toBe(1);
  });
});

describe('case 03: payment after the order was closed', () => {
  async function aLatePayment(): Promise<string> {
    await oneLeft();
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    await paidButClosedHere(shop, buyer, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed' });
    return id;
  }

  it('given the stock is still there, then it is held again and the order is to be shipped', async () => {
    const id = await aLatePayment();

    await newsComes(shop, id);

    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship', refundedFen: 0 });
    expect(await stockOf(shop, skuId)).toBe(0);
  });

  it('given the stock was sold meanwhile, then the money goes back by itself', async () => {
    const id = await aLatePayment();
    const other = await aBuyer(shop);
    await placed(other, [{ skuId, quantity: 1 }]);

    await newsComes(shop, id);
    await notified(shop);

    const order = await orderOf(buyer, id);
    expect(order).toMatchObject({ state: 'closed', refundedFen: order.totalFen });
    expect(await stockOf(shop, skuId)).toBe(0);
  });
});

describe('case 04: the last unit, bought by the one who pays', () => {
  it('given it is held by the order, then nothing checks the stock again after payment', async () => {
    await oneLeft();
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    expect(await stockOf(shop, skuId)).toBe(0);

    await payInSheet(shop, await prepaid(buyer, id));
    await notified(shop);

    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship' });
  });
});

describe('case 58: a notification that is lost', () => {
  it('given the job asks WeChat, then the order is paid', async () => {
    await oneLeft();
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    const sheet = await prepaid(buyer, id);
    await setSwitches(shop, { notifyLost: true });
    await payInSheet(shop, sheet);
    await shop.settle();
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'awaiting-payment' });

    shop.clock.advance(MINUTE_MS);
    await shop.settle();

    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship' });
  });

  it('given closing finds that it was paid, then it counts as paid', async () => {
    await oneLeft();
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    const sheet = await prepaid(buyer, id);
    await setSwitches(shop, { notifyLost: true });
    await payInSheet(shop, sheet);

    await buyer.post(`/shop/orders/${id}/cancellation`);
    await shop.settle();

    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship', closeReason: null });
  });

  it('given the phone says it is paid, then WeChat is asked and not the phone', async () => {
    await oneLeft();
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    const sheet = await prepaid(buyer, id);
    expect(await buyer.post(`/shop/orders/${id}/payment/check`)).toMatchObject({
      state: 'awaiting-payment',
    });

    await setSwitches(shop, { notifyLost: true });
    await payInSheet(shop, sheet);
    expect(await buyer.post(`/shop/orders/${id}/payment/check`)).toMatchObject({
      state: 'to-ship',
    });
  });
});
