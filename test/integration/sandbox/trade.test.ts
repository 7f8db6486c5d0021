import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { aSandbox, Bench, TestClock, type OpenSandbox } from './fixtures.js';
import { aPaidOrder, aPrepay, clientSigned, PREPAY, signedCall } from './merchant.js';

const BY_NUMBER = '/v3/pay/transactions/out-trade-no';
const clock = new TestClock();

let sandbox: OpenSandbox;
let bench: Bench;
let openid: string;
let mchid: string;

beforeAll(async () => {
  sandbox = await aSandbox(clock);
  bench = new Bench(sandbox.url);
  openid = await bench.openid(sandbox.credentials);
  mchid = sandbox.credentials.mchId;
});

afterAll(() => sandbox.remove());

async function anUnpaidOrder(over: object = {}) {
  const body = aPrepay(sandbox.credentials, { payer: { openid }, ...over });
  const call = { method: 'POST', path: PREPAY, body, nowMs: clock.nowMs() } as const;
  const { body: answer } = await signedCall(sandbox, call);
  return { outTradeNo: body.out_trade_no, prepayId: String(answer['prepay_id']) };
}

const get = (path: string) => signedCall(sandbox, { method: 'GET', path, nowMs: clock.nowMs() });

function close(outTradeNo: string, body: object = { mchid }) {
  const path = `${BY_NUMBER}/${outTradeNo}/close`;
  return signedCall(sandbox, { method: 'POST', path, body, nowMs: clock.nowMs() });
}

describe('given a query', () => {
  it('when the trade is unpaid, then NOTPAY and no transaction_id', async () => {
    const { outTradeNo } = await anUnpaidOrder({ attach: 'cart 7' });
    const { status, body } = await get(`${BY_NUMBER}/${outTradeNo}?mchid=${mchid}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      trade_state: 'NOTPAY',
      attach: 'cart 7',
      amount: { total: 5000 },
    });
    expect(body).not.toHaveProperty('transaction_id');
  });

  it('when the trade is paid, then both numbers find the same SUCCESS', async () => {
    const paid = await aPaidOrder(sandbox, clock.nowMs());
    const byNumber = await get(`${BY_NUMBER}/${paid.outTradeNo}?mchid=${mchid}`);
    const byId = await get(`/v3/pay/transactions/id/${paid.transactionId}?mchid=${mchid}`);
    expect(byId.body).toEqual(byNumber.body);
    expect(byId.body).toMatchObject({
      trade_state: 'SUCCESS',
      trade_type: 'JSAPI',
      transaction_id: paid.transactionId,
      payer: { openid: paid.openid },
      amount: { total: 5000, payer_total: 5000, currency: 'CNY' },
      success_time: expect.stringMatching(/^2026-03-01T12:\d\d:\d\d\+08:00$/),
    });
    expect(paid.transactionId).toMatch(/^4200\d{24}$/);
  });

  it.each([
    ['no mchid', '', 400, 'PARAM_ERROR'],
    ['another mchid', '?mchid=1', 400, 'MCH_NOT_EXISTS'],
  ])('when it has %s, then it is refused', async (_case, query, status, code) => {
    const { outTradeNo } = await anUnpaidOrder();
    expect(await get(`${BY_NUMBER}/${outTradeNo}${query}`)).toMatchObject({
      status,
      body: { code },
    });
  });

  it('when the trade does not exist, then 404 ORDER_NOT_EXIST', async () => {
    expect(await get(`/v3/pay/transactions/id/4200?mchid=${mchid}`)).toMatchObject({
      status: 404,
      body: { code: 'ORDER_NOT_EXIST' },
    });
  });
});

describe('given a close', () => {
  it('when the trade is unpaid, then 204, the second time too, and nobody can pay', async () => {
    const { outTradeNo, prepayId } = await anUnpaidOrder();
    expect(await close(outTradeNo)).toMatchObject({ status: 204, raw: '' });
    expect(await close(outTradeNo)).toMatchObject({ status: 204 });
    expect(await bench.call('POST', '/sandbox/pay', clientSigned(sandbox, prepayId))).toEqual({
      errMsg: 'requestPayment:fail 该订单已关闭',
    });
  });

  it('when the shopper was quicker, then ORDERPAID', async () => {
    const { outTradeNo } = await aPaidOrder(sandbox, clock.nowMs());
    expect(await close(outTradeNo)).toMatchObject({ status: 400, body: { code: 'ORDERPAID' } });
  });

  it('when the shopper is typing the password, then 202 USERPAYING, for a minute', async () => {
    const { outTradeNo, prepayId } = await anUnpaidOrder();
    const begin = { ...clientSigned(sandbox, prepayId), answer: 'begin' };
    await bench.call('POST', '/sandbox/pay', begin);
    expect(await close(outTradeNo)).toMatchObject({ status: 202, body: { code: 'USERPAYING' } });
    clock.pass(60_000);
    expect(await close(outTradeNo)).toMatchObject({ status: 204 });
  });

  it('when the mchid is missing or another, then it is refused', async () => {
    const { outTradeNo } = await anUnpaidOrder();
    expect((await close(outTradeNo, {})).body['code']).toBe('PARAM_ERROR');
    expect((await close(outTradeNo, { mchid: '1' })).body['code']).toBe('MCH_NOT_EXISTS');
  });

  it('when the trade does not exist, then 404', async () => {
    expect((await close('NOSUCHORDER')).status).toBe(404);
  });
});
