import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { aNumber, aSandbox, Bench, TestClock, type OpenSandbox } from './fixtures.js';
import { aPaidOrder, aPrepay, PREPAY, REFUND, signedCall } from './merchant.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const clock = new TestClock();

let sandbox: OpenSandbox;
let bench: Bench;

beforeAll(async () => {
  sandbox = await aSandbox(clock);
  bench = new Bench(sandbox.url);
});

afterEach(() => bench.call('DELETE', '/sandbox/switches'));
afterAll(() => sandbox.remove());

const anOrder = () => aPaidOrder(sandbox, clock.nowMs());

function refund(outTradeNo: string, refundFen: number, over: object = {}) {
  const amount = { refund: refundFen, total: 5000, currency: 'CNY' };
  const body = { out_trade_no: outTradeNo, out_refund_no: aNumber('R'), amount, ...over };
  return signedCall(sandbox, { method: 'POST', path: REFUND, body, nowMs: clock.nowMs() });
}

function find(outRefundNo: string) {
  const path = `${REFUND}/${outRefundNo}`;
  return signedCall(sandbox, { method: 'GET', path, nowMs: clock.nowMs() });
}

describe('given a paid order of 5000 fen', () => {
  it('when a part is refunded, then PROCESSING at first and SUCCESS when asked', async () => {
    const { outTradeNo, transactionId } = await anOrder();
    const { status, body } = await refund(outTradeNo, 1200, { reason: '少了一只枕套' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'PROCESSING',
      transaction_id: transactionId,
      amount: { refund: 1200, total: 5000, payer_refund: 1200, currency: 'CNY' },
    });
    expect((await find(String(body['out_refund_no']))).body).toMatchObject({
      refund_id: body['refund_id'],
      status: 'SUCCESS',
      success_time: expect.stringContaining('+08:00'),
    });
  });

  it('when refunded by transaction_id, then it is the same order', async () => {
    const { outTradeNo, transactionId } = await anOrder();
    const byId = { out_trade_no: undefined, transaction_id: transactionId };
    expect((await refund('', 100, byId)).body['out_trade_no']).toBe(outTradeNo);
  });

  it('when the same number comes again, then it is the same refund', async () => {
    const { outTradeNo } = await anOrder();
    const again = { out_refund_no: aNumber('R') };
    const first = await refund(outTradeNo, 5000, again);
    const second = await refund(outTradeNo, 5000, again);
    expect(second.body['refund_id']).toBe(first.body['refund_id']);
  });

  it('when the same number asks another amount, then INVALID_REQUEST', async () => {
    const { outTradeNo } = await anOrder();
    const again = { out_refund_no: aNumber('R') };
    await refund(outTradeNo, 100, again);
    expect(await refund(outTradeNo, 101, again)).toMatchObject({
      status: 400,
      body: {
        code: 'INVALID_REQUEST',
        message: '订单金额或退款金额与之前请求不一致，请核实后再试',
      },
    });
  });

  it('when parts come a minute apart, then never more than was paid', async () => {
    const { outTradeNo } = await anOrder();
    await refund(outTradeNo, 3000);
    clock.pass(MINUTE_MS);
    expect((await refund(outTradeNo, 2001)).body['code']).toBe('INVALID_REQUEST');
    expect((await refund(outTradeNo, 2000)).status).toBe(200);
    clock.pass(MINUTE_MS);
    expect((await refund(outTradeNo, 1)).body['message']).toBe('订单已全额退款');
  });

  it('when parts come faster, then 429 FREQUENCY_LIMITED until the minute is over', async () => {
    const { outTradeNo } = await anOrder();
    await refund(outTradeNo, 100);
    clock.pass(MINUTE_MS - 1);
    const early = await refund(outTradeNo, 100);
    expect(early).toMatchObject({ status: 429, body: { code: 'FREQUENCY_LIMITED' } });
    clock.pass(1);
    expect((await refund(outTradeNo, 100)).status).toBe(200);
  });

  it('when it is the 51st part, then INVALID_REQUEST', async () => {
    await bench.switches({ refundIntervalMs: 0 });
    const { outTradeNo } = await anOrder();
    for (let part = 0; part < 50; part += 1) {
      expect((await refund(outTradeNo, 1)).status).toBe(200);
    }
    expect((await refund(outTradeNo, 1)).body['code']).toBe('INVALID_REQUEST');
  });

  it('when a year has passed, then TRADE_OVERDUE', async () => {
    const { outTradeNo } = await anOrder();
    clock.pass(365 * DAY_MS);
    expect((await refund(outTradeNo, 1)).status).toBe(200);
    clock.pass(MINUTE_MS);
    expect((await refund(outTradeNo, 1)).body['code']).toBe('TRADE_OVERDUE');
  });
});

describe('given a refund that asks for something wrong', () => {
  it.each([
    ['the total', { amount: { refund: 1, total: 4999, currency: 'CNY' } }, 'INVALID_REQUEST'],
    ['the currency', { amount: { refund: 1, total: 5000, currency: 'USD' } }, 'PARAM_ERROR'],
    ['zero', { amount: { refund: 0, total: 5000, currency: 'CNY' } }, 'PARAM_ERROR'],
    ['no order', { out_trade_no: undefined }, 'PARAM_ERROR'],
    ['a long number', { out_refund_no: 'R'.repeat(65) }, 'PARAM_ERROR'],
    ['a long reason', { reason: '退'.repeat(27) }, 'PARAM_ERROR'],
    ['an unknown order', { out_trade_no: 'NOSUCHORDER' }, 'RESOURCE_NOT_EXISTS'],
  ])('when it is %s, then it is refused: %j', async (_case, over, code) => {
    const { outTradeNo } = await anOrder();
    expect((await refund(outTradeNo, 1, over)).body['code']).toBe(code);
  });

  it('when the order is unpaid, then 404', async () => {
    const openid = await bench.openid(sandbox.credentials);
    const body = aPrepay(sandbox.credentials, { payer: { openid } });
    await signedCall(sandbox, { method: 'POST', path: PREPAY, body, nowMs: clock.nowMs() });
    expect((await refund(body.out_trade_no, 1)).status).toBe(404);
  });

  it('when an unknown refund is queried, then 404 RESOURCE_NOT_EXISTS', async () => {
    expect(await find('NOSUCHREFUND')).toMatchObject({
      status: 404,
      body: { code: 'RESOURCE_NOT_EXISTS' },
    });
  });
});

describe('given the refund switches', () => {
  it('when the merchant has not enough, then NOT_ENOUGH, and the same number later works', async () => {
    const { outTradeNo } = await anOrder();
    const again = { out_refund_no: aNumber('R') };
    await bench.switches({ refundOutcome: 'NOT_ENOUGH' });
    expect(await refund(outTradeNo, 100, again)).toMatchObject({
      status: 403,
      body: { code: 'NOT_ENOUGH' },
    });
    await bench.switches({ refundOutcome: 'SUCCESS' });
    expect((await refund(outTradeNo, 100, again)).status).toBe(200);
  });

  it('when a refund ends CLOSED, then its money can be refunded again', async () => {
    const { outTradeNo } = await anOrder();
    await bench.switches({ refundOutcome: 'CLOSED', refundIntervalMs: 0 });
    const { body } = await refund(outTradeNo, 5000);
    expect((await find(String(body['out_refund_no']))).body['status']).toBe('CLOSED');
    expect((await refund(outTradeNo, 5000)).status).toBe(200);
  });

  it('when a refund ends ABNORMAL, then its money stays bound', async () => {
    const { outTradeNo } = await anOrder();
    await bench.switches({ refundOutcome: 'ABNORMAL', refundIntervalMs: 0 });
    const { body } = await refund(outTradeNo, 5000);
    expect((await find(String(body['out_refund_no']))).body['status']).toBe('ABNORMAL');
    expect((await refund(outTradeNo, 1)).body['code']).toBe('INVALID_REQUEST');
  });

  it('when refunds are late, then PROCESSING until their time has come', async () => {
    const { outTradeNo } = await anOrder();
    await bench.switches({ refundLateMs: 5000 });
    const outRefundNo = String((await refund(outTradeNo, 1)).body['out_refund_no']);
    clock.pass(4999);
    expect((await find(outRefundNo)).body['status']).toBe('PROCESSING');
    clock.pass(1);
    expect((await find(outRefundNo)).body['status']).toBe('SUCCESS');
  });

  it('when more than 150 come in a second, then FREQUENCY_LIMITED', async () => {
    const answers = [];
    clock.pass(1000);
    for (let n = 0; n < 151; n += 1) answers.push(await refund('NOSUCHORDER', 1));
    const codes = answers.map(({ body }) => body['code']);
    expect(codes.filter((code) => code === 'FREQUENCY_LIMITED')).toHaveLength(1);
  });
});
