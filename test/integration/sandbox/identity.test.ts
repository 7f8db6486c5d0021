import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { aSandbox, Bench, TestClock, type OpenSandbox } from './fixtures.js';
import { Weixin } from './weixin.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const clock = new TestClock();

let sandbox: OpenSandbox;
let bench: Bench;
let weixin: Weixin;

beforeAll(async () => {
  sandbox = await aSandbox(clock);
  bench = new Bench(sandbox.url);
  weixin = new Weixin(sandbox);
});

afterAll(() => sandbox.remove());

describe('given the access token', () => {
  const JUMP = '/wxa/sec/order/set_msg_jump_path';
  const isTaken = async (token: unknown) =>
    (await weixin.call(JUMP, { path: 'pages/order' }, String(token))).errcode;

  it('when asked for again, then it is the same one until five minutes before its end', async () => {
    const first = await weixin.fetchToken();
    expect(first['expires_in']).toBe(7200);
    clock.pass(2 * HOUR_MS - 5 * MINUTE_MS - 1);
    expect((await weixin.fetchToken())['access_token']).toBe(first['access_token']);
    clock.pass(1);
    const second = await weixin.fetchToken();
    expect(second['access_token']).not.toBe(first['access_token']);
    clock.pass(5 * MINUTE_MS - 1);
    expect(await isTaken(first['access_token'])).toBe(0);
    expect(await isTaken(second['access_token'])).toBe(0);
    clock.pass(1);
    expect(await isTaken(first['access_token'])).toBe(42001);
    expect(await isTaken(second['access_token'])).toBe(0);
  });

  it('when forced, then a new one at once, and the old for five minutes more', async () => {
    const old = await weixin.fetchToken();
    const forced = await weixin.fetchToken({ force_refresh: true });
    expect(forced['access_token']).not.toBe(old['access_token']);
    clock.pass(5 * MINUTE_MS - 1);
    expect(await isTaken(old['access_token'])).toBe(0);
    clock.pass(1);
    expect(await isTaken(old['access_token'])).toBe(42001);
  });

  it('when forced twice within 30 s, then 45011; a 21st time in a day, then 45009', async () => {
    await weixin.fetchToken({ force_refresh: true });
    clock.pass(29_999);
    expect((await weixin.fetchToken({ force_refresh: true })).errcode).toBe(45011);
    clock.pass(1);
    for (let n = 2; n < 20; n += 1) {
      expect(await weixin.fetchToken({ force_refresh: true })).not.toHaveProperty('errcode');
      clock.pass(30_000);
    }
    expect((await weixin.fetchToken({ force_refresh: true })).errcode).toBe(45009);
  });

  it.each([
    ['appid', 'wx0', 40013],
    ['secret', 'wrong', 40125],
    ['secret', '', 41004],
    ['grant_type', 'password', 40002],
  ])('when %s is %j, then %d', async (field, value, errcode) => {
    expect((await weixin.fetchToken({ [field]: value })).errcode).toBe(errcode);
  });

  it.each([
    ['none', '', 41001],
    ['nonsense', 'x', 40014],
    ['somebody else’s', 'A'.repeat(68), 40001],
  ])('when a call carries %s, then it is refused', async (_case, token, errcode) => {
    expect(await isTaken(token)).toBe(errcode);
  });
});

describe('given a login code', () => {
  it('when exchanged, then openid and session_key, once', async () => {
    const js_code = await bench.loginCode('phone-1');
    const session = await weixin.login({ js_code });
    expect(session).toEqual({
      openid: expect.stringMatching(/^o[\w-]{27}$/),
      session_key: expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/),
    });
    expect((await weixin.login({ js_code })).errcode).toBe(40163);
  });

  it('when two exchange it at once, then exactly one gets the session', async () => {
    const js_code = await bench.loginCode('phone-1');
    const both = await Promise.all([weixin.login({ js_code }), weixin.login({ js_code })]);
    expect(both.filter(({ openid }) => openid !== undefined)).toHaveLength(1);
  });

  it('when the device is the same, then the person is; another device, another person', async () => {
    const { credentials } = sandbox;
    const first = await bench.openid(credentials, 'phone-1');
    expect(await bench.openid(credentials, 'phone-1')).toBe(first);
    expect(await bench.openid(credentials, 'phone-2')).not.toBe(first);
  });

  it('when five minutes old, then 40029', async () => {
    const js_code = await bench.loginCode('phone-1');
    clock.pass(5 * MINUTE_MS);
    expect((await weixin.login({ js_code })).errcode).toBe(40029);
  });

  it.each([
    ['appid', '', 41002],
    ['appid', 'wx0', 40013],
    ['secret', '', 41004],
    ['js_code', '', 41008],
    ['js_code', 'invented', 40029],
  ])('when %s is %j, then %d', async (field, value, errcode) => {
    const js_code = await bench.loginCode('phone-1');
    expect((await weixin.login({ js_code, [field]: value })).errcode).toBe(errcode);
  });

  it('when the app is bound to the Open Platform, then there is a unionid', async () => {
    await bench.switches({ unionIds: true });
    const session = await weixin.login({ js_code: await bench.loginCode('phone-1') });
    expect(session['unionid']).toMatch(/^o[\w-]{27}$/);
    await bench.switches({ unionIds: false });
  });

  it('when WeChat thinks the person risky, then 40226', async () => {
    const openid = await bench.openid(sandbox.credentials, 'phone-3');
    await bench.switches({ riskyOpenids: [openid] });
    const session = await weixin.login({ js_code: await bench.loginCode('phone-3') });
    expect(session.errcode).toBe(40226);
    await bench.switches({ riskyOpenids: [] });
  });

  it('when one person logs in a 101st time in a minute, then 45011', async () => {
    clock.pass(MINUTE_MS);
    const login = async () => weixin.login({ js_code: await bench.loginCode('phone-4') });
    for (let n = 0; n < 100; n += 1) expect(await login()).toHaveProperty('openid');
    expect((await login()).errcode).toBe(45011);
    clock.pass(MINUTE_MS);
    expect(await login()).toHaveProperty('openid');
  });
});

describe('given a phone number code', () => {
  const GET_PHONE = '/wxa/business/getuserphonenumber';
  const press = async () => {
    const asked = { deviceId: 'phone-1', phone: '13800138000' };
    return (await bench.call<{ code: string }>('POST', '/sandbox/phone-code', asked)).code;
  };

  beforeAll(() => weixin.fetchToken());

  it('when exchanged, then the number, once', async () => {
    const code = await press();
    expect(await weixin.call(GET_PHONE, { code })).toMatchObject({
      errcode: 0,
      phone_info: {
        phoneNumber: '13800138000',
        purePhoneNumber: '13800138000',
        countryCode: '86',
        watermark: { appid: sandbox.credentials.appId },
      },
    });
    expect((await weixin.call(GET_PHONE, { code })).errcode).toBe(40163);
  });

  it('when it is a login code, or five minutes old, then 40029', async () => {
    const login = await bench.loginCode('phone-1');
    expect((await weixin.call(GET_PHONE, { code: login })).errcode).toBe(40029);
    const code = await press();
    clock.pass(5 * MINUTE_MS);
    expect((await weixin.call(GET_PHONE, { code })).errcode).toBe(40029);
  });

  it('when sent as a form, then 47001', async () => {
    const { access_token } = (await weixin.fetchToken()) as { access_token?: string };
    const answer = await fetch(`${sandbox.url}${GET_PHONE}?access_token=${access_token}`, {
      method: 'POST',
      body: new URLSearchParams({ code: await press() }),
    });
    expect(await answer.json()).toMatchObject({ errcode: 47001 });
  });
});
