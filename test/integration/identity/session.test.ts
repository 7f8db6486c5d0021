import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '@siyu/shared';
import { rows } from '../../../server/src/platform/transaction.js';
import { client, type Client } from '../../factories/http.js';
import { anotherInstance, type Instance } from '../../factories/instance.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let shop: TestShop;
let other: Instance;
let anyone: Client;
beforeAll(async () => {
  shop = await aShop();
  other = await anotherInstance(shop);
  anyone = client(shop.url);
});
afterAll(async () => {
  await other.close();
  await shop.close();
});

const refresh = ({ refreshToken }: Session) =>
  anyone.post<Session>('/shop/session/refresh', { refreshToken });
const refusalToRefresh = ({ refreshToken }: Session) =>
  anyone.refusal('POST', '/shop/session/refresh', { body: { refreshToken } });
/** Why `/shop/me` is refused, or null; on the first instance unless another is named. */
const refusalOf = ({ sessionToken }: Session, url = shop.url) =>
  client(url, sessionToken).refusal('GET', '/shop/me');

describe('given a session', () => {
  it('when no token, an invented one or nonsense is sent, then each is refused', async () => {
    expect(await anyone.refusal('GET', '/shop/me')).toBe('UNAUTHENTICATED');
    const invented = client(shop.url, 'x'.repeat(43));
    expect(await invented.refusal('GET', '/shop/me')).toBe('SESSION_EXPIRED');
    const nonsense = client(shop.url, 'a b');
    expect(await nonsense.refusal('GET', '/shop/me')).toBe('UNAUTHENTICATED');
  });

  it('when two hours have passed, then it is over, to the millisecond', async () => {
    const { session } = await aShopper(shop);
    shop.clock.advance(2 * HOUR_MS - 1);
    expect(await refusalOf(session)).toBeNull();
    shop.clock.advance(1);
    expect(await refusalOf(session)).toBe('SESSION_EXPIRED');
  });

  it('when the database is searched, then no token is found in clear', async () => {
    const { session } = await aShopper(shop);
    const refreshed = await refresh(session);
    const stored = JSON.stringify(await rows(shop.db.manager, 'SELECT * FROM shopper_token'));
    for (const { sessionToken, refreshToken } of [session, refreshed]) {
      expect(stored).not.toContain(sessionToken);
      expect(stored).not.toContain(refreshToken);
    }
  });

  it('when it is used again within seconds, then the database is not asked', async () => {
    const { session, id } = await aShopper(shop);
    expect(await refusalOf(session)).toBeNull();
    await shop.db.query('DELETE FROM shopper_token WHERE shopper_id = ?', [id]);
    shop.clock.advance(5 * SECOND_MS - 1);
    expect(await refusalOf(session)).toBeNull();
    shop.clock.advance(1 * SECOND_MS);
    expect(await refusalOf(session)).toBe('SESSION_EXPIRED');
  });
});

describe('given a refresh token', () => {
  it('when it is used, then a new pair works and the old token ends within a minute', async () => {
    const { session } = await aShopper(shop);
    const next = await refresh(session);
    expect(next.shopper).toEqual(session.shopper);
    expect([await refusalOf(next), await refusalOf(session)]).toEqual([null, null]);
    shop.clock.advance(60 * SECOND_MS);
    expect([await refusalOf(next), await refusalOf(session)]).toEqual([null, 'SESSION_EXPIRED']);
  });

  it('when the answer is lost and it is used again at once, then another pair is given', async () => {
    const { session } = await aShopper(shop);
    const lost = await refresh(session);
    shop.clock.advance(60 * SECOND_MS - 1);
    const again = await refresh(session);
    expect([await refusalOf(lost), await refusalOf(again)]).toEqual(['SESSION_EXPIRED', null]);
  });

  it('when it is used again after a minute, then the whole session is revoked', async () => {
    const { session } = await aShopper(shop);
    const next = await refresh(session);
    shop.clock.advance(60 * SECOND_MS);
    expect(await refusalToRefresh(session)).toBe('REFRESH_TOKEN_REUSED');
    expect(await refusalOf(next)).toBe('SESSION_EXPIRED');
    expect(await refusalToRefresh(next)).toBe('SESSION_EXPIRED');
  });

  it('when the pair it led to was refreshed too, then using it again revokes the session', async () => {
    const { session } = await aShopper(shop);
    const newest = await refresh(await refresh(session));
    expect(await refusalToRefresh(session)).toBe('REFRESH_TOKEN_REUSED');
    expect(await refusalOf(newest)).toBe('SESSION_EXPIRED');
  });

  it('when a thief was quick, then the owner’s next refresh throws both out', async () => {
    const { session } = await aShopper(shop);
    const owners = await refresh(session);
    const thiefs = await refresh(session);
    expect(await refusalToRefresh(owners)).toBe('REFRESH_TOKEN_REUSED');
    expect([await refusalOf(thiefs), await refusalToRefresh(thiefs)]).toEqual([
      'SESSION_EXPIRED',
      'SESSION_EXPIRED',
    ]);
  });

  it('when it is used ten times at once, then one pair is left that works', async () => {
    const { session } = await aShopper(shop);
    const pairs = await Promise.all(Array.from({ length: 10 }, () => refresh(session)));
    const refusals = await Promise.all(pairs.map((pair) => refusalOf(pair)));
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(1);
  });

  it('when thirty days have passed, or nobody knows it, then the session is over', async () => {
    const { session } = await aShopper(shop);
    shop.clock.advance(30 * DAY_MS);
    expect(await refusalToRefresh(session)).toBe('SESSION_EXPIRED');
    const unknown = { ...session, refreshToken: 'y'.repeat(43) };
    expect(await refusalToRefresh(unknown)).toBe('SESSION_EXPIRED');
  });

  it('when thirty days have passed, then the sweep deletes its rows', async () => {
    const { session, id } = await aShopper(shop);
    await refresh(session);
    shop.clock.advance(30 * DAY_MS + 1);
    await shop.settle();
    const sql = 'SELECT id FROM shopper_token WHERE shopper_id = ?';
    expect(await rows(shop.db.manager, sql, [id])).toEqual([]);
  });
});

describe('given a shopper who logs out', () => {
  let shopper: TestShopper;
  let newest: Session;
  beforeAll(async () => {
    shopper = await aShopper(shop);
    newest = await refresh(shopper.session);
    expect(await refusalOf(newest, other.url)).toBeNull();
    await client(shop.url, newest.sessionToken).post('/shop/logout');
  });

  it('when any token of the session is used here, then it is refused at once', async () => {
    expect(await refusalOf(newest)).toBe('SESSION_EXPIRED');
    expect(await refusalOf(shopper.session)).toBe('SESSION_EXPIRED');
    expect(await refusalToRefresh(newest)).toBe('SESSION_EXPIRED');
  });

  it('when it is used on another instance, then it is refused within five seconds', async () => {
    shop.clock.advance(5 * SECOND_MS + 1);
    expect(await refusalOf(newest, other.url)).toBe('SESSION_EXPIRED');
  });

  it('when their other phone is used, then it is still logged in', async () => {
    const { openid } = shopper;
    const [one, two] = [await aShopper(shop, { openid }), await aShopper(shop, { openid })];
    await one.post('/shop/logout');
    expect([await refusalOf(one.session), await refusalOf(two.session)]).toEqual([
      'SESSION_EXPIRED',
      null,
    ]);
  });
});

describe('given a shopper on more than twenty devices', () => {
  it('when they log in on one more, then the oldest session ends', async () => {
    const first = await aShopper(shop);
    const { openid } = first;
    const second = await aShopper(shop, { openid });
    for (let device = 3; device <= 21; device++) await aShopper(shop, { openid });
    expect(await refusalOf(first.session)).toBe('SESSION_EXPIRED');
    expect(await refusalOf(second.session)).toBeNull();
  });
});
