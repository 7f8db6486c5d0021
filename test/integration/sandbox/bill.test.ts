import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { aNumber, aSandbox, Bench, TestClock, type OpenSandbox } from './fixtures.js';
import { aPaidOrder, REFUND, signedCall } from './merchant.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const clock = new TestClock();

let sandbox: OpenSandbox;
let bench: Bench;

beforeAll(async () => {
  sandbox = await aSandbox(clock);
  bench = new Bench(sandbox.url);
});
afterEach(() => bench.call('DELETE', '/sandbox/switches'));
afterAll(() => sandbox.remove());

const get = (path: string) => signedCall(sandbox, { method: 'GET', path, nowMs: clock.nowMs() });
const today = () => new Date(clock.nowMs() + 8 * HOUR_MS).toISOString().slice(0, 10);

/** The file an answer points to, by its lines and fields. */
async function bill(path: string) {
  const { status, body } = await get(path);
  if (status !== 200) return { code: body['code'], digest: '', raw: '', lines: [] };
  const { pathname, search } = new URL(String(body['download_url']));
  const file = await get(`${pathname}${search}`);
  expect(file.headers.get('wechatpay-signature')).toBeNull();
  const lines = file.raw.split('\r\n').map((line) => line.split(','));
  return { code: null, digest: body['hash_value'], raw: file.raw, lines };
}
const trades = (day: string) => bill(`/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`);
const funds = (day: string) => bill(`/v3/bill/fundflowbill?bill_date=${day}&account_type=BASIC`);

async function aPaidAndRefunded() {
  const { outTradeNo, transactionId } = await aPaidOrder(sandbox, clock.nowMs());
  const outRefundNo = aNumber('R');
  const body = {
    ...{ out_trade_no: outTradeNo, out_refund_no: outRefundNo },
    amount: { refund: 1000, total: 5000, currency: 'CNY' },
  };
  const call = { method: 'POST', path: REFUND, body, nowMs: clock.nowMs() } as const;
  const refundId = String((await signedCall(sandbox, call)).body['refund_id']);
  return { outTradeNo, transactionId, outRefundNo, refundId };
}

describe('given a day with a payment and a refund', () => {
  let day: string;
  let made: Awaited<ReturnType<typeof aPaidAndRefunded>>;
  beforeAll(async () => {
    day = today();
    made = await aPaidAndRefunded();
  });

  it('when it is asked for too early, then it is still made, or not there at all', async () => {
    expect((await trades(day)).code).toBe('NO_STATEMENT_EXIST');
    clock.pass(12 * HOUR_MS);
    expect((await trades(day)).code).toBe('STATEMENT_CREATING');
    clock.pass(10 * HOUR_MS);
  });

  it('when its trade bill is fetched, then both are lines of it, and its sums add up', async () => {
    const { lines, raw, digest } = await trades(day);
    expect(createHash('sha1').update(raw).digest('hex')).toBe(digest);
    const [names, paid, refunded, sumNames, sums] = lines;
    const of = (line: string[] | undefined, name: string) => line?.[names?.indexOf(name) ?? 0];
    expect(of(paid, '商户订单号')).toBe(`\`${made.outTradeNo}`);
    expect([of(paid, '订单金额'), of(paid, '手续费')]).toEqual(['`50.00', '`0.30000']);
    expect(of(refunded, '商户退款单号')).toBe(`\`${made.outRefundNo}`);
    expect([of(refunded, '申请退款金额'), of(refunded, '退款状态')]).toEqual([
      '`10.00',
      '`SUCCESS',
    ]);
    expect(sumNames?.[0]).toBe('总交易单数');
    expect(sums).toEqual(['`2', '`50.00', '`10.00', '`0.00', '`0.24000', '`50.00', '`10.00']);
  });

  it('when its fund flow is fetched, then fees stand apart and the balance runs', async () => {
    const { lines } = await funds(day);
    const moves = lines.slice(1, 4).map((line) => [line[1], line[4], line[5], line[6], line[7]]);
    expect(moves).toEqual([
      [`\`${made.transactionId}`, '`交易', '`收入', '`50.00', '`1000050.00'],
      [`\`${made.transactionId}`, '`扣除交易手续费', '`支出', '`0.30', '`1000049.70'],
      [`\`${made.refundId}`, '`退款', '`支出', '`9.94', '`1000039.76'],
    ]);
  });

  it('when a difference is planted, then the bills of that day and the next tell it', async () => {
    const next = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
    clock.pass(DAY_MS);
    const plant = (kind: string, number = made.outTradeNo, more: object = {}) =>
      bench.switches({ billDifferences: [{ kind, number, ...more }] });
    const count = async (of = day) => Math.max(0, (await trades(of)).lines.length - 4);
    await plant('omit');
    expect(await count()).toBe(1);
    await plant('late');
    expect([await count(), await count(next)]).toEqual([1, 1]);
    await plant('duplicate');
    expect(await count()).toBe(3);
    await plant('stranger', 'X1', { day: next, fen: 7 });
    expect((await trades(next)).raw).toContain('`X1');
    await plant('failed', made.outRefundNo);
    expect((await trades(day)).raw).toContain('`FAIL');
    await plant('amount', made.outTradeNo, { fen: 5 });
    expect((await trades(day)).raw).toContain('`50.05');
    await plant('unfunded');
    expect((await funds(day)).raw).not.toContain(made.transactionId);
  });

  it('when three months are over, then it is gone', async () => {
    clock.pass(91 * DAY_MS);
    expect((await trades(day)).code).toBe('NO_STATEMENT_EXIST');
    expect((await get('/v3/bill/tradebill?bill_date=2026-02-30')).body['code']).toBe('PARAM_ERROR');
  });
});
