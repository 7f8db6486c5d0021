import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { Ear } from './ear.js';
import { aNumber, aSandbox, Bench, TestClock, until, type OpenSandbox } from './fixtures.js';
import { isGenuine, onlyOne, opened } from './heard.js';
import { aPaidOrder, REFUND, signedCall } from './merchant.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** 15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h, by WeChat's documents. */
const TIMETABLE_MS = [
  15 * SECOND_MS,
  15 * SECOND_MS,
  30 * SECOND_MS,
  3 * MINUTE_MS,
  10 * MINUTE_MS,
  20 * MINUTE_MS,
  ...Array<number>(3).fill(30 * MINUTE_MS),
  HOUR_MS,
  ...Array<number>(3).fill(3 * HOUR_MS),
  ...Array<number>(2).fill(6 * HOUR_MS),
];

const clock = new TestClock();
let sandbox: OpenSandbox;
let bench: Bench;
let ear: Ear;
let origin: string;

beforeAll(async () => {
  sandbox = await aSandbox(clock);
  bench = new Bench(sandbox.url);
});

beforeEach(async () => {
  ear = new Ear();
  origin = await ear.listen();
});

afterEach(async () => {
  await bench.call('DELETE', '/sandbox/switches');
  await ear.close();
});

afterAll(() => sandbox.remove());

const payOne = () => aPaidOrder(sandbox, clock.nowMs(), { notify_url: `${origin}/notify` });
const flush = (out_trade_no: string, all = false) =>
  bench.call('POST', '/sandbox/callbacks/flush', { out_trade_no, all });

describe('given a payment', () => {
  it('then the notification has the published form', async () => {
    const { outTradeNo, transactionId } = await payOne();
    await until(() => ear.heard.length > 0);
    const heard = onlyOne(ear.heard);
    expect(JSON.parse(heard.body)).toMatchObject({
      id: expect.any(String),
      create_time: expect.stringContaining('+08:00'),
      event_type: 'TRANSACTION.SUCCESS',
      resource_type: 'encrypt-resource',
      resource: { algorithm: 'AEAD_AES_256_GCM', original_type: 'transaction' },
    });
    expect(opened(sandbox, heard)).toMatchObject({
      appid: sandbox.credentials.appId,
      mchid: sandbox.credentials.mchId,
      out_trade_no: outTradeNo,
      transaction_id: transactionId,
      trade_state: 'SUCCESS',
    });
    expect(await isGenuine(sandbox, heard, clock.nowMs())).toBe(true);
  });

  it.each([200, 204])('when the merchant answers %d, then it is over', async (status) => {
    ear.status = status;
    const { outTradeNo } = await payOne();
    await until(async () => (await bench.callbacks(outTradeNo))[0]?.state === 'accepted');
  });

  it.each([201, 302, 400, 500])('when it answers %d, then it is tried again', async (status) => {
    ear.status = status;
    const { outTradeNo } = await payOne();
    await until(async () => (await bench.callbacks(outTradeNo))[0]?.tries === 1);
    expect((await bench.callbacks(outTradeNo))[0]?.state).toBe('pending');
  });

  it("when it is never accepted, then WeChat's timetable, and then no more", async () => {
    ear.status = 500;
    const { outTradeNo } = await payOne();
    await until(async () => (await bench.callbacks(outTradeNo))[0]?.tries === 1);
    for (const waitMs of TIMETABLE_MS) {
      clock.pass(waitMs - 1);
      expect(await flush(outTradeNo)).toEqual({ delivered: 0 });
      clock.pass(1);
      expect(await flush(outTradeNo)).toEqual({ delivered: 1 });
    }
    expect(ear.heard).toHaveLength(TIMETABLE_MS.length + 1);
    expect((await bench.callbacks(outTradeNo))[0]?.state).toBe('gaveUp');
  });

  it('when time is speeded, then the waits shrink by the factor', async () => {
    await bench.switches({ timeFactor: 1000 });
    ear.status = 500;
    const { outTradeNo } = await payOne();
    await until(async () => (await bench.callbacks(outTradeNo))[0]?.tries === 1);
    expect((await bench.callbacks(outTradeNo))[0]?.dueAtMs).toBe(clock.nowMs() + 15);
    ear.status = 200;
    clock.pass(15);
    await until(async () => (await bench.callbacks(outTradeNo))[0]?.state === 'accepted');
  });

  it('when nobody listens, then it is tried again', async () => {
    await ear.close();
    const { outTradeNo } = await payOne();
    await until(async () => (await bench.callbacks(outTradeNo))[0]?.tries === 1);
    expect((await bench.callbacks(outTradeNo))[0]?.attempts[0]?.status).toBeNull();
    ear = new Ear();
    await ear.listen();
  });
});

describe('given a refund', () => {
  async function refundOne(outTradeNo: string) {
    const amount = { refund: 700, total: 5000, currency: 'CNY' };
    const number = { out_trade_no: outTradeNo, out_refund_no: aNumber('R') };
    const body = { ...number, amount, notify_url: `${origin}/refunded` };
    return signedCall(sandbox, { method: 'POST', path: REFUND, body, nowMs: clock.nowMs() });
  }
  const refunded = () => ear.heard.filter(({ path }) => path === '/refunded');

  it.each(['SUCCESS', 'ABNORMAL', 'CLOSED'])(
    'when it ends %s, then so it says',
    async (outcome) => {
      await bench.switches({ refundOutcome: outcome });
      const { outTradeNo } = await payOne();
      await refundOne(outTradeNo);
      await until(() => refunded().length === 1);
      const heard = onlyOne(refunded());
      expect(JSON.parse(heard.body)).toMatchObject({
        event_type: `REFUND.${outcome}`,
        resource: { original_type: 'refund' },
      });
      expect(opened(sandbox, heard)).toMatchObject({
        mchid: sandbox.credentials.mchId,
        out_trade_no: outTradeNo,
        refund_status: outcome,
        amount: { total: 5000, refund: 700 },
      });
      expect(await isGenuine(sandbox, heard, clock.nowMs())).toBe(true);
    },
  );

  it('when the notice is ordered first, then it is heard before the API answers', async () => {
    await bench.switches({ refundNotifyBeforeAnswer: true });
    const { outTradeNo } = await payOne();
    const { body } = await refundOne(outTradeNo);
    expect(refunded()).toHaveLength(1);
    expect(body['status']).toBe('PROCESSING');
  });
});
