import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { aNumber, aSandbox, Bench, TestClock, type OpenSandbox } from './fixtures.js';
import { aPaidOrder, REFUND, signedCall } from './merchant.js';
import { Weixin } from './weixin.js';

const UPLOAD = '/wxa/sec/order/upload_shipping_info';
const GET_ORDER = '/wxa/sec/order/get_order';
const REMIND = '/wxa/sec/order/notify_confirm_receive';
const EXPRESS = 1;
const PICKUP = 4;

const clock = new TestClock();
let sandbox: OpenSandbox;
let bench: Bench;
let weixin: Weixin;
let order: Awaited<ReturnType<typeof aPaidOrder>>;

beforeAll(async () => {
  sandbox = await aSandbox(clock);
  bench = new Bench(sandbox.url);
  weixin = new Weixin(sandbox);
  await weixin.fetchToken();
});

beforeEach(async () => {
  await bench.call('DELETE', '/sandbox/switches');
  order = await aPaidOrder(sandbox, clock.nowMs());
});

afterAll(() => sandbox.remove());

const aParcel = (over: object = {}) => ({
  tracking_no: aNumber(),
  express_company: 'YTO',
  item_desc: '蚕丝枕套*1',
  ...over,
});

/** Every upload is a second later than the one before. */
function anUpload(over: object = {}) {
  clock.pass(1000);
  return {
    order_key: { order_number_type: 2, transaction_id: order.transactionId },
    logistics_type: EXPRESS,
    delivery_mode: 1,
    shipping_list: [aParcel()],
    upload_time: new Date(clock.nowMs()).toISOString(),
    payer: { openid: order.openid },
    ...over,
  };
}

const aPart = (isLast: boolean, over: object = {}) =>
  anUpload({ delivery_mode: 2, is_all_delivered: isLast, ...over });

const upload = async (body: object) => (await weixin.call(UPLOAD, body)).errcode;

async function found() {
  const answer = await weixin.call(GET_ORDER, { transaction_id: order.transactionId });
  return answer['order'] as { order_state: number; shipping?: { shipping_list: object[] } };
}

describe('given an upload of shipping information', () => {
  it('when the order is paid, then it is shipped, by either number', async () => {
    expect((await found()).order_state).toBe(1);
    expect(await upload(anUpload())).toBe(0);
    expect(await found()).toMatchObject({
      merchant_trade_no: order.outTradeNo,
      openid: order.openid,
      paid_amount: 5000,
      order_state: 2,
      shipping: { delivery_mode: 1, finish_shipping: true, finish_shipping_count: 1 },
    });
    order = await aPaidOrder(sandbox, clock.nowMs());
    const { mchId: mchid } = sandbox.credentials;
    const order_key = { order_number_type: 1, mchid, out_trade_no: order.outTradeNo };
    expect(await upload(anUpload({ order_key }))).toBe(0);
  });

  const key = (over: object) => ({ order_key: { order_number_type: 2, ...over } });
  const list = (...parcels: object[]) => ({ shipping_list: parcels });
  it.each([
    ['not an array of parcels', 47001, { shipping_list: { item_desc: '枕套' } }],
    ['no payer', 47001, { payer: undefined }],
    ['another kind of number', 268485194, key({ order_number_type: 3 })],
    ['no transaction_id', 268485195, key({})],
    ['no mchid', 268485196, key({ order_number_type: 1, out_trade_no: 'x' })],
    ['no out_trade_no', 268485197, key({ order_number_type: 1, mchid: 'x' })],
    ['an unknown order', 10060001, key({ transaction_id: '4200' })],
    ['logistics of no kind', 10060005, { logistics_type: 5 }],
    ['a delivery of no kind', 268485224, { delivery_mode: 3 }],
    ['a split pickup', 10060006, { logistics_type: PICKUP, delivery_mode: 2 }],
    ['a split without its end', 10060007, { delivery_mode: 2 }],
    ['no parcel', 268485228, list()],
    ['two parcels in one go', 268485228, list(aParcel(), aParcel())],
    ['no tracking number', 268485226, list(aParcel({ tracking_no: '' }))],
    ['no company', 268485227, list(aParcel({ express_company: '' }))],
    ['a long tracking number', 10060026, list(aParcel({ tracking_no: 'x'.repeat(129) }))],
    ['a long company', 10060025, list(aParcel({ express_company: 'x'.repeat(129) }))],
    ['no description', 10060008, list(aParcel({ item_desc: '' }))],
    ['a long description', 10060009, list(aParcel({ item_desc: '枕'.repeat(121) }))],
    ['SF without a contact', 10060014, list(aParcel({ express_company: 'SF' }))],
    [
      'an unmasked contact',
      10060014,
      list(aParcel({ contact: { receiver_contact: '13800138000' } })),
    ],
    ['a time without a zone', 268485216, { upload_time: '2026-03-01 12:00:00' }],
    ['another payer', 10060031, { payer: { openid: 'somebody' } }],
  ])('when it has %s, then %d', async (_case, errcode, over) => {
    expect(await upload(anUpload(over))).toBe(errcode);
  });

  it('when SF has a masked contact, then it is taken', async () => {
    const contact = { receiver_contact: '138****8000' };
    const shipping_list = [aParcel({ express_company: 'SF', contact })];
    expect(await upload(anUpload({ shipping_list }))).toBe(0);
  });

  it('when a pickup has no tracking number, then it is taken', async () => {
    const shipping_list = [{ item_desc: '蚕丝枕套*1' }];
    expect(await upload(anUpload({ logistics_type: PICKUP, shipping_list }))).toBe(0);
  });

  it('when more than ten parcels, then 10060024; eleven over two uploads too', async () => {
    const parcels = (count: number) => Array.from({ length: count }, () => aParcel());
    expect(await upload(aPart(true, { shipping_list: parcels(11) }))).toBe(10060024);
    expect(await upload(aPart(false, { shipping_list: parcels(6) }))).toBe(0);
    expect(await upload(aPart(true, { shipping_list: parcels(5) }))).toBe(10060024);
    expect(await upload(aPart(true, { shipping_list: parcels(4) }))).toBe(0);
  });
});

describe('given shipping management that has not heard of the payment yet', () => {
  it('case 60: when shipped right after the payment, then 10060001, and later it works', async () => {
    await bench.switches({ shippingNotReadyMs: 60_000 });
    order = await aPaidOrder(sandbox, clock.nowMs());
    const body = anUpload();
    clock.pass(58_999);
    expect(await upload(body)).toBe(10060001);
    clock.pass(1);
    expect(await upload(body)).toBe(0);
  });
});

describe('given a split delivery', () => {
  it('when its parts come one by one, then it is shipped with the last', async () => {
    expect(await upload(aPart(false))).toBe(0);
    expect((await found()).order_state).toBe(1);
    expect(await upload(aPart(true))).toBe(0);
    expect(await found()).toMatchObject({ order_state: 2, shipping: { finish_shipping: true } });
    expect((await found()).shipping?.shipping_list).toHaveLength(2);
  });

  it('case 60: when a part follows the last, then 10060002', async () => {
    await upload(aPart(true));
    expect(await upload(aPart(false))).toBe(10060002);
  });
});

describe('given a shipped order', () => {
  it('when the same comes again, then 10060023 and nothing is used up', async () => {
    const body = anUpload();
    await upload(body);
    expect(await upload(body)).toBe(10060023);
    expect(await upload(anUpload())).toBe(0);
  });

  it('when an older upload comes late, then 268485216', async () => {
    const [older, newer] = [anUpload(), anUpload()];
    await upload(newer);
    expect(await upload(older)).toBe(268485216);
  });

  it('case 60: when shipped anew a second time, then 10060003', async () => {
    await upload(anUpload());
    expect(await upload(anUpload())).toBe(0);
    expect(await found()).toMatchObject({ shipping: { finish_shipping_count: 2 } });
    expect(await upload(anUpload())).toBe(10060003);
  });

  it('when its whole price was refunded, then state 5 and 10060004', async () => {
    const amount = { refund: 5000, total: 5000, currency: 'CNY' };
    const body = { out_trade_no: order.outTradeNo, out_refund_no: aNumber('R'), amount };
    await signedCall(sandbox, { method: 'POST', path: REFUND, body, nowMs: clock.nowMs() });
    expect((await found()).order_state).toBe(5);
    expect(await upload(anUpload())).toBe(10060004);
  });

  it('when the shopper confirms in WeChat, then state 3 and 10060004', async () => {
    const extraData = {
      merchant_id: sandbox.credentials.mchId,
      merchant_trade_no: order.outTradeNo,
    };
    const confirm = () => bench.call('POST', '/sandbox/confirm-receive', extraData);
    expect(await confirm()).toMatchObject({ extraData: { status: 'fail' } });
    await upload(anUpload());
    expect(await confirm()).toMatchObject({ extraData: { status: 'success' } });
    expect((await found()).order_state).toBe(3);
    expect(await upload(anUpload())).toBe(10060004);
  });
});

describe('given the reminder to confirm', () => {
  const remind = async (received_time = Math.ceil(clock.nowMs() / 1000)) =>
    (await weixin.call(REMIND, { transaction_id: order.transactionId, received_time })).errcode;

  it('when shipped by express, then once, and after the shipment', async () => {
    expect(await remind()).toBe(10060028);
    await upload(anUpload());
    expect(await remind(Math.floor(clock.nowMs() / 1000) - 10)).toBe(10060029);
    expect(await remind()).toBe(0);
    expect(await remind()).toBe(10060030);
  });

  it('when it is a pickup, then 10060032', async () => {
    await upload(anUpload({ logistics_type: PICKUP, shipping_list: [{ item_desc: '枕套' }] }));
    expect(await remind()).toBe(10060032);
  });

  it('when the order is unknown, then 10060001', async () => {
    const body = { transaction_id: '4200', received_time: 1 };
    expect((await weixin.call(REMIND, body)).errcode).toBe(10060001);
  });
});

describe('given the settings of shipping management', () => {
  const MANAGED = '/wxa/sec/order/is_trade_managed';

  it('when asked, then it says whether the app is managed; unmanaged, uploads get 48001', async () => {
    const { appId: appid } = sandbox.credentials;
    expect(await weixin.call(MANAGED, { appid })).toMatchObject({ is_trade_managed: true });
    expect((await weixin.call(MANAGED, {})).errcode).toBe(40097);
    expect((await weixin.call(MANAGED, { appid: 'wx0' })).errcode).toBe(40013);
    await bench.switches({ shippingManaged: false });
    expect(await weixin.call(MANAGED, { appid })).toMatchObject({ is_trade_managed: false });
    expect(await upload(anUpload())).toBe(48001);
  });

  it('when the jump path is set, then ok', async () => {
    const body = { path: 'order/pages/detail' };
    expect((await weixin.call('/wxa/sec/order/set_msg_jump_path', body)).errcode).toBe(0);
  });
});
