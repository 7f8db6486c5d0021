import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { expectCleanAudit } from '../../factories/audit.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { aBuyer, orderOf, paymentIdOf, placed, stockOf } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { atWechat } from '../../factories/wechat-side.js';
import { aWire, type Wire } from '../../factories/wire.js';

const PREPAY = '/v3/pay/transactions/jsapi';

let shop: TestShop;
let wire: Wire;

beforeAll(async () => {
  wire = await aWire(() => shop.sandbox.url);
  shop = await aShop({ WECHAT_PAY_URL: wire.url });
});
afterEach(() => expectCleanAudit(shop));
afterAll(async () => {
  await shop.close();
  await wire.close();
});

describe('given a request for a prepay session is on its way to WeChat', () => {
  it('when the order closes meanwhile, then the session it gets is closed too, unpaid', async () => {
    const buyer = await aBuyer(shop);
    const skuId = await aSkuFor(shop, { stock: 1 });
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    const paymentId = await paymentIdOf(shop, id);
    const closed = wire.delay('POST', PREPAY, async () => {
      await buyer.post(`/shop/orders/${id}/cancellation`);
      // WeChat knew of nothing to close: the stock is free, and the session is yet to be made.
      expect(await atWechat(shop, paymentId)).toBeNull();
      expect(await stockOf(shop, skuId)).toBe(1);
    });

    expect(await buyer.refusal('POST', `/shop/orders/${id}/payment`)).toBe('ORDER_EXPIRED');

    await closed;
    expect(await atWechat(shop, paymentId)).toMatchObject({ state: 'NOTPAY' });
    await shop.settle();
    expect(await atWechat(shop, paymentId)).toMatchObject({ state: 'CLOSED' });
    expect((await orderOf(buyer, id)).state).toBe('closed');
  });
});
