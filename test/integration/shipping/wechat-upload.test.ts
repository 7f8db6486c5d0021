import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpsOrder, Order } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import {
  aPaidOrder,
  aSkuFor,
  aTrackingNo,
  settled,
  shipped,
  unitsOf,
} from '../../factories/fulfilment.js';
import { client } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, paid, paymentIdOf, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';
import { WechatApi } from '../../../server/src/platform/wechat-api.js';

const UPLOAD = '/wxa/sec/order/upload_shipping_info';
const MINUTE_MS = 60_000;

interface WechatOrder {
  order_state: number;
  shipping: {
    delivery_mode: number;
    finish_shipping: boolean;
    finish_shipping_count: number;
    shipping_list: {
      tracking_no: string;
      express_company: string;
      goods_desc: string;
      contact?: object;
    }[];
  };
}

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
});
afterEach(async () => {
  await client(shop.sandbox.url).del('/sandbox/switches');
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

/** The order as WeChat's shipping management has it. */
async function atWechat(orderId: string): Promise<WechatOrder> {
  const answer = await shop.app.get(WechatApi, { strict: false }).post('/wxa/sec/order/get_order', {
    merchant_id: shop.config.WECHAT_MCH_ID,
    merchant_trade_no: await paymentIdOf(shop, orderId),
  });
  return (answer as { order: WechatOrder }).order;
}

function opsOrder(orderId: string): Promise<OpsOrder> {
  return operator.get<OpsOrder>(`/ops/orders/${orderId}`);
}

async function correct(order: OpsOrder | Order, trackingNo: string): Promise<void> {
  const parcelId = order.parcels[0]!.id;
  await operator.put(`/ops/orders/${order.id}/parcels/${parcelId}`, { company: 'ZTO', trackingNo });
  await shop.settle();
}

const errors = (code: number, times = 1) =>
  setSwitches(shop, { errors: [{ path: UPLOAD, times, code }] });

describe('given an order that is shipped', () => {
  it('when it goes in one parcel, then WeChat has it, in one', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    const trackingNo = aTrackingNo();
    await shipped(shop, operator, order, { trackingNo });

    expect(await atWechat(order.id)).toMatchObject({
      order_state: 2,
      shipping: {
        delivery_mode: 1,
        shipping_list: [
          { tracking_no: trackingNo, express_company: 'ZTO', goods_desc: '粗陶马克杯×2' },
        ],
      },
    });
    expect((await opsOrder(order.id)).wechatShipping).toMatchObject({
      state: 'uploaded',
      errorCode: null,
    });
  });

  it('when by SF, then the phone number goes along masked', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    await shipped(shop, operator, order, { company: 'SF' });
    const { shipping } = await atWechat(order.id);
    expect(shipping.shipping_list[0]?.contact).toEqual({ receiver_contact: '138****8000' });
  });

  it('when in two parcels, then WeChat hears of a part, and then of all', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    await shipped(shop, operator, order, { lines: unitsOf(order, 1) });
    expect(await atWechat(order.id)).toMatchObject({
      order_state: 1,
      shipping: { delivery_mode: 2, finish_shipping: false },
    });
    expect((await orderOf(buyer, order.id)).receiptConfirmation).toBeNull();

    await shipped(shop, operator, order, { lines: unitsOf(order, 1) });
    const { order_state, shipping } = await atWechat(order.id);
    expect(order_state).toBe(2);
    expect(shipping.shipping_list).toHaveLength(2);
    expect((await orderOf(buyer, order.id)).receiptConfirmation).not.toBeNull();
  });

  it('when the rest of it is refunded, then what WeChat knows is all of it', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    await shipped(shop, operator, order, { lines: unitsOf(order, 1) });

    await operator.post(`/ops/orders/${order.id}/refunds`, {
      lines: unitsOf(order, 1),
      reason: 'other',
      answer: '缺货，退回一件',
    });
    await settled(shop);

    expect(await orderOf(buyer, order.id)).toMatchObject({ state: 'shipped' });
    const { order_state, shipping } = await atWechat(order.id);
    expect(order_state).toBe(2);
    expect(shipping.shipping_list).toHaveLength(1);
  });

  it('when its goods have long names, then WeChat reads 120 characters of them', async () => {
    const skus = [await aSkuFor(shop), await aSkuFor(shop)];
    await shop.db.query(
      'UPDATE product SET title = ? WHERE id IN (SELECT product_id FROM sku WHERE id IN (?))',
      ['真丝'.repeat(50), skus],
    );
    const order = await paid(
      shop,
      buyer,
      skus.map((skuId) => ({ skuId, quantity: 1 })),
    );
    await shipped(shop, operator, order);
    const { shipping } = await atWechat(order.id);
    expect([...shipping.shipping_list[0]!.goods_desc]).toHaveLength(120);
  });
});

describe('case 60: WeChat does not take the upload at once', () => {
  it('given it does not know the payment yet (10060001), then it is told again later', async () => {
    await setSwitches(shop, { shippingNotReadyMs: 10 * MINUTE_MS });
    const order = await aPaidOrder(shop, buyer, 1);
    await shipped(shop, operator, order);
    expect((await opsOrder(order.id)).wechatShipping).toMatchObject({ state: 'pending' });

    for (let minute = 0; minute < 20; minute++) {
      shop.clock.advance(MINUTE_MS);
      await shop.settle();
    }

    expect((await opsOrder(order.id)).wechatShipping).toMatchObject({ state: 'uploaded' });
    expect(await atWechat(order.id)).toMatchObject({ order_state: 2 });
  });

  it.each([
    [10060002, 'the delivery is complete already'],
    [10060023, 'nothing has changed'],
  ])('given %i (%s), then it is done', async (code) => {
    await errors(code);
    const order = await aPaidOrder(shop, buyer, 1);
    await shipped(shop, operator, order);
    expect((await opsOrder(order.id)).wechatShipping).toMatchObject({ state: 'uploaded' });
    expect(await openJobs()).toEqual([]);
  });

  it('given the one re-shipment is used up (10060003), then it ends there and an operator sees it', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    await shipped(shop, operator, order);
    const [first, second] = [aTrackingNo(), aTrackingNo()];

    await correct(await orderOf(buyer, order.id), first);
    expect((await atWechat(order.id)).shipping.shipping_list).toMatchObject([
      { tracking_no: first },
    ]);

    await correct(await orderOf(buyer, order.id), second);
    expect(await opsOrder(order.id)).toMatchObject({
      parcels: [{ trackingNo: second }],
      wechatShipping: { state: 'refused', errorCode: 10060003 },
    });
    expect((await atWechat(order.id)).shipping.shipping_list).toMatchObject([
      { tracking_no: first },
    ]);
    expect(await openJobs()).toEqual([]);
  });

  it('given the answer was lost, then telling again changes nothing and uses nothing up', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    await shipped(shop, operator, order, { lines: unitsOf(order, 1) });
    await setSwitches(shop, { answersLost: [{ path: UPLOAD, times: 1 }] });
    await shipped(shop, operator, order, { lines: unitsOf(order, 1) });
    expect((await opsOrder(order.id)).wechatShipping).toMatchObject({ state: 'pending' });

    shop.clock.advance(MINUTE_MS);
    await shop.settle();

    expect((await opsOrder(order.id)).wechatShipping).toMatchObject({ state: 'uploaded' });
    const { shipping } = await atWechat(order.id);
    expect(shipping.shipping_list).toHaveLength(2);
    expect(shipping.finish_shipping_count).toBe(1);
  });

  it('given an operator retries what was refused, then WeChat is told again', async () => {
    await errors(268485227);
    const order = await aPaidOrder(shop, buyer, 1);
    await shipped(shop, operator, order);
    expect((await opsOrder(order.id)).wechatShipping).toMatchObject({
      state: 'refused',
      errorCode: 268485227,
    });
    // The shopper is not held up by it: without a shipment at WeChat their own word counts.
    expect((await orderOf(buyer, order.id)).receiptConfirmation).toBeNull();

    await operator.post(`/ops/orders/${order.id}/wechat-shipping/retry`);
    await shop.settle();

    expect((await opsOrder(order.id)).wechatShipping).toMatchObject({
      state: 'uploaded',
      errorCode: null,
    });
  });

  async function openJobs(): Promise<unknown[]> {
    return shop.db.query(`SELECT kind, last_error FROM due_job WHERE kind = 'shipping.upload'`);
  }
});
