import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { Ear, type Heard } from './ear.js';
import { aNumber, aSandbox, Bench, TestClock, until, type OpenSandbox } from './fixtures.js';
import { aMerchant, aPaidOrder, REFUND, signedCall } from './merchant.js';

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

/** Whether the independent client takes the notification for WeChat's. */
async function isGenuine({ headers, body }: Heard): Promise<boolean> {
  const serial = String(headers['wechatpay-serial']);
  const { platformPublicKeyId, platformPublicKeyPem, apiV3Key } = sandbox.credentials;
  const merchant = aMerchant(sandbox);
  const known = merchant.constructor as unknown as { certificates: Record<string, string> };
  known.certificates[platformPublicKeyId] = platformPublicKeyPem;
  if (!(serial in known.certificates)) {
    const nowMs = clock.nowMs();
    const listed = await signedCall(sandbox, { method: 'GET', path: '/v3/certificates', nowMs });
    const data = listed.body['data'] as Record<string, Record<string, string>>[];
    const { ciphertext = '', nonce = '' } = data[0]?.['encrypt_certificate'] ?? {};
    known.certificates[serial] = merchant.decipher_gcm(ciphertext, 'certificate', nonce, apiV3Key);
  }
  const [timestamp, nonce, signature] = ['timestamp', 'nonce', 'signature'].map((name) =>
    String(headers[`wechatpay-${name}`]),
  ) as [string, string, string];
  return merchant.verifySign({ timestamp, nonce, signature, serial, body });
}

interface Content {
  readonly appid: string;
  readonly mchid: string;
  readonly out_trade_no: string;
  readonly amount: { readonly total: number };
}

function opened({ body }: Heard): Content {
  const { ciphertext, associated_data, nonce } = JSON.parse(body).resource;
  return aMerchant(sandbox).decipher_gcm<Content>(ciphertext, associated_data, nonce);
}

function onlyOne(heard: readonly Heard[]): Heard {
  expect(heard).toHaveLength(1);
  return heard[0] as Heard;
}

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
    expect(opened(heard)).toMatchObject({
      appid: sandbox.credentials.appId,
      mchid: sandbox.credentials.mchId,
      out_trade_no: outTradeNo,
      transaction_id: transactionId,
      trade_state: 'SUCCESS',
    });
    expect(await isGenuine(heard)).toBe(true);
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

describe('given the notification switches', () => {
  it('when late, then nothing comes before its time', async () => {
    await bench.switches({ notifyLateMs: 30_000 });
    const { outTradeNo } = await payOne();
    clock.pass(29_999);
    expect(await flush(outTradeNo)).toEqual({ delivered: 0 });
    clock.pass(1);
    await flush(outTradeNo);
    onlyOne(ear.heard);
  });

  it('when copied over two instances, then each hears it within a second', async () => {
    const other = new Ear();
    await bench.switches({ notifyCopies: 4, notifyOrigins: [origin, await other.listen()] });
    await payOne();
    await until(() => ear.heard.length === 2 && other.heard.length === 2);
    const all = [...ear.heard, ...other.heard];
    expect(new Set(all.map(({ body }) => JSON.parse(body).id)).size).toBe(1);
    const times = all.map(({ atMs }) => atMs);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(1000);
    await other.close();
  });

  it('when out of order, then the later payment is heard of first', async () => {
    await bench.switches({ notifyOutOfOrder: true });
    const first = await payOne();
    const second = await payOne();
    await until(() => ear.heard.length === 2);
    const numbers = ear.heard.map((heard) => opened(heard).out_trade_no);
    expect(numbers).toEqual([second.outTradeNo, first.outTradeNo]);
  });

  it('when out of order ends, then what was held comes', async () => {
    await bench.switches({ notifyOutOfOrder: true });
    await payOne();
    expect(ear.heard).toHaveLength(0);
    await bench.switches({ notifyOutOfOrder: false });
    await until(() => ear.heard.length === 1);
  });

  it('when forged, then the signature fails under the key it names; later a true one', async () => {
    await bench.switches({ notifyForged: true });
    ear.status = 401;
    const { outTradeNo } = await payOne();
    await until(() => ear.heard.length === 1);
    expect(await isGenuine(onlyOne(ear.heard))).toBe(false);
    await bench.switches({ notifyForged: false });
    ear.status = 200;
    await flush(outTradeNo, true);
    expect(await isGenuine(ear.heard[1] as Heard)).toBe(true);
  });

  it('when probed, then a SIGNTEST signature comes before the true one', async () => {
    await bench.switches({ notifySignTest: true });
    const { outTradeNo } = await payOne();
    await until(() => ear.heard.length === 2);
    const [probe, real] = ear.heard as [Heard, Heard];
    expect(String(probe.headers['wechatpay-signature'])).toMatch(/^WECHATPAY\/SIGNTEST\//);
    expect(await isGenuine(probe)).toBe(false);
    expect(await isGenuine(real)).toBe(true);
    await until(async () => (await bench.callbacks(outTradeNo))[0]?.state === 'accepted');
    const attempts = (await bench.callbacks(outTradeNo))[0]?.attempts ?? [];
    expect(attempts.map(({ faults }) => faults)).toEqual([['signTest'], []]);
  });

  it.each([
    ['notifyWrongAmount', (content: Content) => content.amount.total === 5001],
    ['notifyWrongMchId', (content: Content) => content.mchid !== sandbox.credentials.mchId],
    ['notifyWrongAppId', (content: Content) => content.appid !== sandbox.credentials.appId],
  ])('when %s, then the content is wrong under a good signature', async (name, isWrong) => {
    await bench.switches({ [name]: true });
    await payOne();
    await until(() => ear.heard.length === 1);
    expect(isWrong(opened(onlyOne(ear.heard)))).toBe(true);
    expect(await isGenuine(onlyOne(ear.heard))).toBe(true);
  });

  it('when lost, then it is never sent, and a query still finds the payment', async () => {
    await bench.switches({ notifyLost: true });
    const { outTradeNo } = await payOne();
    await flush(outTradeNo, true);
    expect(ear.heard).toHaveLength(0);
    expect((await bench.callbacks(outTradeNo))[0]?.state).toBe('lost');
    const { mchId } = sandbox.credentials;
    const path = `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${mchId}`;
    const answer = await signedCall(sandbox, { method: 'GET', path, nowMs: clock.nowMs() });
    expect(answer.body['trade_state']).toBe('SUCCESS');
  });

  it('when mixed, then certificate and public key take turns, both genuine', async () => {
    await bench.switches({ notifyWith: 'mixed' });
    await payOne();
    await payOne();
    await until(() => ear.heard.length === 2);
    const serials = ear.heard.map(({ headers }) => headers['wechatpay-serial']);
    expect(serials.filter((serial) => serial?.includes('PUB_KEY_ID_'))).toHaveLength(1);
    for (const heard of ear.heard) expect(await isGenuine(heard)).toBe(true);
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
      expect(opened(heard)).toMatchObject({
        mchid: sandbox.credentials.mchId,
        out_trade_no: outTradeNo,
        refund_status: outcome,
        amount: { total: 5000, refund: 700 },
      });
      expect(await isGenuine(heard)).toBe(true);
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
