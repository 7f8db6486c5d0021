import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { Ear, type Heard } from './ear.js';
import { aSandbox, Bench, TestClock, until, type OpenSandbox } from './fixtures.js';
import { isGenuine, onlyOne, opened, type Content } from './heard.js';
import { aPaidOrder, signedCall } from './merchant.js';

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
    const numbers = ear.heard.map((heard) => opened(sandbox, heard).out_trade_no);
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
    expect(await isGenuine(sandbox, onlyOne(ear.heard), clock.nowMs())).toBe(false);
    await bench.switches({ notifyForged: false });
    ear.status = 200;
    await flush(outTradeNo, true);
    expect(await isGenuine(sandbox, ear.heard[1] as Heard, clock.nowMs())).toBe(true);
  });

  it('when probed, then a SIGNTEST signature comes before the true one', async () => {
    await bench.switches({ notifySignTest: true });
    const { outTradeNo } = await payOne();
    await until(() => ear.heard.length === 2);
    const [probe, real] = ear.heard as [Heard, Heard];
    expect(String(probe.headers['wechatpay-signature'])).toMatch(/^WECHATPAY\/SIGNTEST\//);
    expect(await isGenuine(sandbox, probe, clock.nowMs())).toBe(false);
    expect(await isGenuine(sandbox, real, clock.nowMs())).toBe(true);
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
    expect(isWrong(opened(sandbox, onlyOne(ear.heard)))).toBe(true);
    expect(await isGenuine(sandbox, onlyOne(ear.heard), clock.nowMs())).toBe(true);
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
    for (const heard of ear.heard)
      expect(await isGenuine(sandbox, heard, clock.nowMs())).toBe(true);
  });
});
