import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpsAfterSale, Order } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, aSkuFor, unitsOf } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import {
  aBuyer,
  notified,
  orderOf,
  payInSheet,
  paymentIdOf,
  placed,
  prepaid,
  stockOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';
import { refundsAtWechat } from '../../factories/wechat-side.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;
let skuId: string;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
  skuId = await aSkuFor(shop, { stock: 100 });
});
afterEach(async () => {
  await setSwitches(shop, { down: 'no', notifyLost: false });
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

/** Time passes, and the server looks around every second of it. */
async function aMinutePasses(): Promise<void> {
  for (let second = 0; second < 60; second++) {
    shop.clock.advance(SECOND_MS);
    await shop.settle();
  }
}

describe.each(['reset', 'badGateway', 'systemError'])(
  'given WeChat is away for a minute while someone pays (%s)',
  (down) => {
    it('then paying is refused with when to come back; afterwards all of it goes on', async () => {
      const before = await stockOf(shop, skuId);
      const { id, totalFen } = await placed(buyer, [{ skuId, quantity: 1 }]);
      const paidElsewhere = await placed(buyer, [{ skuId, quantity: 1 }]);
      const sheet = await prepaid(buyer, paidElsewhere.id);
      await setSwitches(shop, { down, notifyLost: true });
      await payInSheet(shop, sheet);

      const refused = await buyer.ask<{ code: string }>('POST', `/shop/orders/${id}/payment`);
      expect([refused.status, refused.body.code]).toEqual([503, 'WECHAT_UNAVAILABLE']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      await aMinutePasses();
      for (const orderId of [id, paidElsewhere.id]) {
        expect(await orderOf(buyer, orderId)).toMatchObject({ state: 'awaiting-payment' });
      }

      await setSwitches(shop, { down: 'no', notifyLost: false });
      shop.clock.advance(2 * MINUTE_MS);
      await shop.settle();
      expect(await orderOf(buyer, paidElsewhere.id)).toMatchObject({ state: 'to-ship' });
      await payInSheet(shop, await prepaid(buyer, id));
      await notified(shop);
      expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship', totalFen });
      expect(await stockOf(shop, skuId)).toBe(before - 2);
    });
  },
);

describe('given WeChat is away when money is to go back', () => {
  it('then the refund is asked for again until it is there, and WeChat makes one', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    await setSwitches(shop, { down: 'reset' });
    await refundAll(order);
    await aMinutePasses();
    expect(await orderOf(buyer, order.id)).toMatchObject({ refundedFen: 0 });

    await setSwitches(shop, { down: 'no' });
    shop.clock.advance(MINUTE_MS);
    await shop.settle();
    await notified(shop);

    expect(await orderOf(buyer, order.id)).toMatchObject({ refundedFen: order.totalFen });
    expect(await refundsAtWechat(shop, await paymentIdOf(shop, order.id))).toEqual([
      order.totalFen,
    ]);
  });
});

describe('given WeChat did what it was asked, and its answers were lost', () => {
  it('then prepay, closing and refunding are repeated, and each counts once', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const paidLater = await placed(buyer, [{ skuId, quantity: 1 }]);
    const cancelled = await placed(buyer, [{ skuId, quantity: 1 }]);
    await prepaid(buyer, cancelled.id);
    const answersLost = ['/v3/pay/transactions/jsapi', '/v3/pay/', '/v3/refund/'].map((path) => ({
      path,
      times: 1,
      method: 'POST',
    }));
    await setSwitches(shop, { answersLost });

    expect(await buyer.refusal('POST', `/shop/orders/${paidLater.id}/payment`)).toBe(
      'WECHAT_UNAVAILABLE',
    );
    await refundAll(order);
    await buyer.post(`/shop/orders/${cancelled.id}/cancellation`);
    await aMinutePasses();

    await payInSheet(shop, await prepaid(buyer, paidLater.id));
    await notified(shop);
    expect(await orderOf(buyer, paidLater.id)).toMatchObject({ state: 'to-ship' });
    expect(await orderOf(buyer, cancelled.id)).toMatchObject({ state: 'closed' });
    expect(await refundsAtWechat(shop, await paymentIdOf(shop, order.id))).toEqual([
      order.totalFen,
    ]);
    expect(await orderOf(buyer, order.id)).toMatchObject({ refundedFen: order.totalFen });
  });
});

function refundAll(order: Order): Promise<OpsAfterSale> {
  const body = { lines: unitsOf(order), reason: 'other', answer: '商家退款' };
  return operator.post<OpsAfterSale>(`/ops/orders/${order.id}/refunds`, body);
}
