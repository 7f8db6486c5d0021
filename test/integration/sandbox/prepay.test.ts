import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { aNumber, aSandbox, Bench, TestClock, type OpenSandbox } from './fixtures.js';
import { aPaidOrder, aPrepay, clientSigned, PREPAY, signedCall } from './merchant.js';

const HOUR_MS = 3_600_000;
const clock = new TestClock();

let sandbox: OpenSandbox;
let bench: Bench;
let openid: string;

beforeAll(async () => {
  sandbox = await aSandbox(clock);
  bench = new Bench(sandbox.url);
  openid = await bench.openid(sandbox.credentials);
});

afterAll(() => sandbox.remove());

function prepay(over: object = {}) {
  const body = aPrepay(sandbox.credentials, { payer: { openid }, ...over });
  return signedCall(sandbox, { method: 'POST', path: PREPAY, body, nowMs: clock.nowMs() });
}

describe('given a JSAPI prepay', () => {
  it.each([
    ['/description', { description: '' }],
    ['/description', { description: '丝'.repeat(43) }],
    ['/out_trade_no', { out_trade_no: 'short' }],
    ['/out_trade_no', { out_trade_no: 'x'.repeat(33) }],
    ['/out_trade_no', { out_trade_no: 'has space' }],
    ['/attach', { attach: 'a'.repeat(129) }],
    ['/notify_url', { notify_url: 'http://example.com/notify' }],
    ['/notify_url', { notify_url: 'https://example.com/notify?a=1' }],
    ['/amount/total', { amount: { total: 0, currency: 'CNY' } }],
    ['/amount/total', { amount: { total: 1.5, currency: 'CNY' } }],
    ['/amount/currency', { amount: { total: 1, currency: 'USD' } }],
    ['/payer', { payer: undefined }],
    ['/time_expire', { time_expire: 'tomorrow' }],
    ['/time_expire', { time_expire: '2026-02-28T12:00:00+08:00' }],
    ['/scene_info/payer_client_ip', { scene_info: { payer_client_ip: '1'.repeat(46) } }],
  ])('when %s is wrong, then PARAM_ERROR names it: %j', async (field, over) => {
    expect(await prepay(over)).toMatchObject({
      status: 400,
      body: { code: 'PARAM_ERROR', detail: { field, location: 'body' } },
    });
  });

  it.each([
    ['description of 127 bytes', { description: `${'丝'.repeat(42)}1` }],
    ['shortest number', { out_trade_no: 'aB_-|*' }],
    ['attach of 128 bytes', { attach: 'a'.repeat(128) }],
    ['an https address', { notify_url: 'https://example.com/notify' }],
    ['an expiry', { time_expire: '2026-03-01T12:15:00+08:00' }],
  ])('when it has the %s, then it is taken', async (_case, over) => {
    expect((await prepay(over)).status).toBe(200);
  });

  it.each([
    [400, 'MCH_NOT_EXISTS', { mchid: '1000000000' }],
    [400, 'APPID_MCHID_NOT_MATCH', { appid: 'wx1234567890abcdef' }],
    [400, 'PARAM_ERROR', { payer: { openid: '不是openid' } }],
    [500, 'OPENID_MISMATCH', { payer: { openid: 'oOfAnotherApp' } }],
  ])('when somebody is a stranger, then %d %s', async (status, code, over) => {
    expect(await prepay(over)).toMatchObject({ status, body: { code } });
  });

  it('when the body is no JSON object, then PARAM_ERROR', async () => {
    const call = { method: 'POST', path: PREPAY, body: ['no'], nowMs: clock.nowMs() } as const;
    expect((await signedCall(sandbox, call)).body['code']).toBe('PARAM_ERROR');
  });
});

describe('given an out_trade_no that comes again', () => {
  it('when nothing changed, then it gets a new prepay_id', async () => {
    const same = { out_trade_no: aNumber() };
    const [first, second] = [await prepay(same), await prepay(same)];
    expect(second.status).toBe(200);
    expect(second.body['prepay_id']).not.toBe(first.body['prepay_id']);
  });

  it('when anything changed, then INVALID_REQUEST 201 商户订单号重复', async () => {
    const out_trade_no = aNumber();
    await prepay({ out_trade_no });
    const amount = { total: 5001, currency: 'CNY' };
    expect(await prepay({ out_trade_no, amount })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', message: '201 商户订单号重复' },
    });
  });

  it('when the trade was closed, then ORDER_CLOSED', async () => {
    const out_trade_no = aNumber();
    await prepay({ out_trade_no });
    const path = `/v3/pay/transactions/out-trade-no/${out_trade_no}/close`;
    const body = { mchid: sandbox.credentials.mchId };
    await signedCall(sandbox, { method: 'POST', path, body, nowMs: clock.nowMs() });
    expect(await prepay({ out_trade_no })).toMatchObject({
      status: 400,
      body: { code: 'ORDER_CLOSED' },
    });
  });

  it('when the trade was paid, then ORDERPAID', async () => {
    const { outTradeNo } = await aPaidOrder(sandbox, clock.nowMs());
    expect(await prepay({ out_trade_no: outTradeNo })).toMatchObject({
      status: 400,
      body: { code: 'ORDERPAID' },
    });
  });
});

describe('given the payment sheet', () => {
  async function aSheet(over: object = {}): Promise<string> {
    return String((await prepay(over)).body['prepay_id']);
  }
  const pay = (fields: object) => bench.call('POST', '/sandbox/pay', fields);
  const ok = { errMsg: 'requestPayment:ok' };

  it('when the merchant signed the parameters, then the shopper can pay, once', async () => {
    const signed = clientSigned(sandbox, await aSheet());
    expect(await pay(signed)).toEqual(ok);
    expect(await pay(signed)).toEqual({ errMsg: 'requestPayment:fail 该订单已支付' });
  });

  it.each(['timeStamp', 'nonceStr', 'paySign'])(
    'when %s was changed, then the signature fails',
    async (field) => {
      const signed = { ...clientSigned(sandbox, await aSheet()), [field]: '1750000000' };
      expect(await pay(signed)).toEqual({ errMsg: 'requestPayment:fail 支付验证签名失败' });
    },
  );

  it.each([
    ['appId', 'wx0'],
    ['signType', 'MD5'],
    ['prepayId', 'wx1'],
  ])('when %s is not what was signed for, then it fails', async (field, value) => {
    const signed = { ...clientSigned(sandbox, await aSheet()), [field]: value };
    expect(await pay(signed)).toMatchObject({
      errMsg: expect.stringMatching(/^requestPay.*:fail/),
    });
  });

  it('when the shopper cancels, then it says so and the trade stays unpaid', async () => {
    const prepayId = await aSheet();
    const signed = clientSigned(sandbox, prepayId);
    expect(await pay({ ...signed, answer: 'cancel' })).toEqual({
      errMsg: 'requestPayment:fail cancel',
    });
    expect(await bench.call('GET', `/sandbox/prepay/${prepayId}`)).toMatchObject({
      state: 'NOTPAY',
    });
  });

  it('when two hours have passed, then the prepay_id is dead', async () => {
    const prepayId = await aSheet();
    clock.pass(2 * HOUR_MS - 1);
    expect(await bench.call('GET', `/sandbox/prepay/${prepayId}`)).toMatchObject({
      state: 'NOTPAY',
    });
    clock.pass(1);
    expect(await bench.call('GET', `/sandbox/prepay/${prepayId}`)).toMatchObject({
      state: 'EXPIRED',
    });
    expect(await pay(clientSigned(sandbox, prepayId))).not.toEqual(ok);
  });

  it('when time_expire has come, then the trade is closed by itself', async () => {
    const time_expire = `${new Date(clock.nowMs() + 300_000).toISOString().slice(0, 19)}Z`;
    const prepayId = await aSheet({ time_expire });
    clock.pass(300_000);
    expect(await pay(clientSigned(sandbox, prepayId))).toEqual({
      errMsg: 'requestPayment:fail 该订单已关闭',
    });
  });
});
