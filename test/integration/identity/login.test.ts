import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AGREEMENT_VERSION, type Session, type Shopper } from '@siyu/shared';
import { LoginListeners } from '../../../server/src/identity/login-listeners.js';
import { rows } from '../../../server/src/platform/transaction.js';
import { client, type Client } from '../../factories/http.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, asShopper, loginCode, newOpenid, setSwitches } from '../../factories/shopper.js';

let shop: TestShop;
let anyone: Client;
beforeAll(async () => {
  shop = await aShop();
  anyone = client(shop.url);
});
afterEach(() => client(shop.sandbox.url).del('/sandbox/switches'));
afterAll(() => shop.close());

const agreed = { agreementVersion: AGREEMENT_VERSION };
const login = (code: string, over: object = agreed) =>
  anyone.ask<Session>('POST', '/shop/login', { body: { code, ...over } });
const refusalOf = (code: string, over: object = agreed) =>
  anyone.refusal('POST', '/shop/login', { body: { code, ...over } });
const recorded = (openid: string) =>
  rows<{ id: string; unionid: string | null }>(
    shop.db.manager,
    'SELECT id, unionid FROM shopper WHERE openid = ?',
    [openid],
  );

describe('given someone who opens the mini-program for the first time', () => {
  it('when they agree and log in, then they are a shopper and know it', async () => {
    const shopper = await aShopper(shop);
    expect(await shopper.get<Shopper>('/shop/me')).toEqual({
      id: shopper.id,
      phoneMasked: null,
      createdAt: shop.clock.now().toISOString(),
    });
  });

  it('when they have agreed to nothing, or to an older text, then nobody is recorded', async () => {
    const openid = newOpenid();
    expect(await refusalOf(await loginCode(shop, openid), {})).toBe('AGREEMENT_REQUIRED');
    const older = { agreementVersion: '2020-01-01' };
    expect(await refusalOf(await loginCode(shop, openid), older)).toBe('AGREEMENT_REQUIRED');
    expect(await recorded(openid)).toEqual([]);
  });

  it('when they have agreed once, then they need not say so again', async () => {
    const { openid, id } = await aShopper(shop);
    const again = await login(await loginCode(shop, openid), {});
    expect([again.status, again.body.shopper.id]).toEqual([200, id]);
  });

  it('when they agreed to an older text before, then the present one is asked for', async () => {
    const { openid, id } = await aShopper(shop);
    await shop.db.query(`UPDATE shopper_agreement SET version = 'old' WHERE shopper_id = ?`, [id]);
    expect(await refusalOf(await loginCode(shop, openid), {})).toBe('AGREEMENT_REQUIRED');
  });
});

describe('given twenty logins of one openid at once', () => {
  it('when they race, then there is one shopper, and every session is theirs', async () => {
    const openid = newOpenid();
    const codes = await Promise.all(Array.from({ length: 20 }, () => loginCode(shop, openid)));
    const answers = await Promise.all(codes.map((code) => login(code)));
    expect(answers.map((answer) => answer.status)).toEqual(codes.map(() => 200));
    expect(await recorded(openid)).toHaveLength(1);
    const ids = await Promise.all(
      answers.map(({ body }) => asShopper(shop, openid, body).get<Shopper>('/shop/me')),
    );
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.sessionToken)).size).toBe(20);
  });
});

describe('given a code of wx.login', () => {
  it('when it arrives ten times at once, then one login succeeds and one shopper is there', async () => {
    const openid = newOpenid();
    const code = await loginCode(shop, openid);
    const refusals = await Promise.all(Array.from({ length: 10 }, () => refusalOf(code)));
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(1);
    expect(refusals.filter((refusal) => refusal === 'LOGIN_CODE_INVALID')).toHaveLength(9);
    expect(await recorded(openid)).toHaveLength(1);
  });

  it('when it comes again later, then it is refused', async () => {
    const code = await loginCode(shop, newOpenid());
    expect(await refusalOf(code)).toBeNull();
    expect(await refusalOf(code)).toBe('LOGIN_CODE_INVALID');
  });

  it('when it is five minutes old, or invented, then it is refused', async () => {
    const code = await loginCode(shop, newOpenid());
    shop.clock.advance(5 * 60_000);
    expect(await refusalOf(code)).toBe('LOGIN_CODE_INVALID');
    expect(await refusalOf('0invented')).toBe('LOGIN_CODE_INVALID');
  });

  it('when WeChat blocks the person as risky, then it is refused', async () => {
    const openid = newOpenid();
    await setSwitches(shop, { riskyOpenids: [openid] });
    expect(await refusalOf(await loginCode(shop, openid))).toBe('LOGIN_CODE_INVALID');
  });

  it('when WeChat says the person tries too often, then they are told to wait', async () => {
    await setSwitches(shop, { errors: [{ path: '/sns/jscode2session', code: 45011 }] });
    expect(await refusalOf(await loginCode(shop, newOpenid()))).toBe('TOO_MANY_REQUESTS');
  });
});

describe('given WeChat gives no answer', () => {
  it.each(['reset', 'badGateway', 'systemError'])(
    'when it is down by %s, then the login is refused for now and nobody is recorded',
    async (down) => {
      const openid = newOpenid();
      const code = await loginCode(shop, openid);
      await setSwitches(shop, { down });
      const refused = await login(code);
      expect(refused.status).toBe(503);
      expect(refused.body).toMatchObject({ code: 'WECHAT_UNAVAILABLE' });
      expect(await recorded(openid)).toEqual([]);
      await setSwitches(shop, { down: 'no' });
      expect(await refusalOf(code)).toBeNull();
    },
  );
});

describe('given WeChat knows a unionid', () => {
  it('when a later login comes without it, then it is kept', async () => {
    const openid = newOpenid();
    await setSwitches(shop, { unionIds: true });
    await aShopper(shop, { openid });
    const [first] = await recorded(openid);
    expect(first?.unionid).toMatch(/^o/);
    await setSwitches(shop, { unionIds: false });
    await aShopper(shop, { openid });
    expect(await recorded(openid)).toEqual([first]);
  });
});

describe('given another feature listens to logins', () => {
  it('when it fails, then nothing of the login stays', async () => {
    const anonymousId = 'a'.repeat(22);
    const told: unknown[] = [];
    shop.app.get(LoginListeners).add(async (_tx, login) => {
      if (login.anonymousId !== anonymousId) return;
      told.push(login);
      if (told.length === 1) throw new Error('the listener fails once');
    });
    const openid = newOpenid();
    const failed = await login(await loginCode(shop, openid), { ...agreed, anonymousId });
    expect([failed.status, await recorded(openid)]).toEqual([500, []]);
    const shopper = await aShopper(shop, { openid, anonymousId });
    expect(told[1]).toEqual({ shopperId: shopper.id, anonymousId, installationId: null });
  });
});
