import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CurrentOperatorView, OperatorSessionView } from '@siyu/shared';
import { PERMISSIONS } from '@siyu/shared';
import { rows } from '../../../server/src/platform/transaction.js';
import { client, type Client } from '../../factories/http.js';
import { anOperator, logInOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

let shop: TestShop;
let anyone: Client;
beforeAll(async () => {
  shop = await aShop();
  anyone = client(shop.url);
});
afterAll(() => shop.close());

const refusalOf = (name: string, password: string) =>
  anyone.refusal('POST', '/ops/login', { body: { name, password } });
const wrong = (name: string) => refusalOf(name, 'wrong');
const stored = async (table: string) =>
  JSON.stringify(await rows(shop.db.manager, `SELECT * FROM ${table}`));

describe('given an operator', () => {
  it('when they log in, then they know who they are and what they may do', async () => {
    const owner = await anOperator(shop);
    const expected = { id: owner.id, name: owner.name, permissions: [...PERMISSIONS] };
    expect(await owner.get<CurrentOperatorView>('/ops/me')).toEqual(expected);
    const reader = await anOperator(shop, ['orders.read']);
    expect((await reader.get<CurrentOperatorView>('/ops/me')).permissions).toEqual(['orders.read']);
  });

  it('when the database is searched, then neither password nor token is found in clear', async () => {
    const { name, password, token } = await anOperator(shop);
    expect(await stored('operator')).not.toContain(password);
    expect(await stored('operator')).toContain('scrypt$15$8$3$');
    expect(await stored('operator_session')).not.toContain(token);
    expect(await stored('audit_log')).not.toContain(password);
    expect(await stored('audit_log')).toContain(name);
  });

  it('when the name, the password or the account is wrong, then the refusal is the same', async () => {
    const { id, name, password } = await anOperator(shop);
    expect(await wrong(name)).toBe('OPERATOR_LOGIN_FAILED');
    expect(await refusalOf('nobody', password)).toBe('OPERATOR_LOGIN_FAILED');
    await shop.db.query('UPDATE operator SET disabled = 1 WHERE id = ?', [id]);
    expect(await refusalOf(name, password)).toBe('OPERATOR_LOGIN_FAILED');
  });

  it('when they log out, then the token is refused at once', async () => {
    const operator = await anOperator(shop);
    await operator.post('/ops/logout');
    expect(await operator.refusal('GET', '/ops/me')).toBe('SESSION_EXPIRED');
  });

  it('when twelve hours have passed, then the session is over and its row is swept', async () => {
    const operator = await anOperator(shop);
    shop.clock.advance(12 * HOUR_MS - 1);
    expect(await operator.refusal('GET', '/ops/me')).toBeNull();
    shop.clock.advance(2);
    expect(await operator.refusal('GET', '/ops/me')).toBe('SESSION_EXPIRED');
    await shop.settle();
    const sql = 'SELECT id FROM operator_session WHERE operator_id = ?';
    expect(await rows(shop.db.manager, sql, [operator.id])).toEqual([]);
  });

  it('when a shopper’s routes are asked with their token, then it opens nothing', async () => {
    const operator = await anOperator(shop);
    expect(await operator.refusal('GET', '/shop/me')).toBe('SESSION_EXPIRED');
  });

  it('when their hash was made at an older cost, then it is made anew at login', async () => {
    const { id, name, password } = await anOperator(shop);
    const cheap = await hashAtCost(password, 14);
    await shop.db.query('UPDATE operator SET password_hash = ? WHERE id = ?', [cheap, id]);
    await logInOperator(shop, name, password);
    const [row] = await rows<{ hash: string }>(
      shop.db.manager,
      'SELECT password_hash AS hash FROM operator WHERE id = ?',
      [id],
    );
    expect(row?.hash).toMatch(/^scrypt\$15\$8\$3\$/);
    expect(await refusalOf(name, password)).toBeNull();
  });
});

describe('given wrong passwords in a row', () => {
  const seconds = async (name: string, password: string) => {
    const body = { name, password };
    const { body: answer } = await anyone.ask('POST', '/ops/login', { body });
    return (answer as { facts: { retryAfterSeconds?: number } }).facts.retryAfterSeconds;
  };

  it('when the fifth has come, then even the right one waits, and longer each time', async () => {
    const { name, password } = await anOperator(shop);
    for (let tries = 1; tries <= 5; tries++)
      expect(await wrong(name)).toBe('OPERATOR_LOGIN_FAILED');
    expect(await refusalOf(name, password)).toBe('OPERATOR_LOCKED');
    expect(await seconds(name, password)).toBe(30);
    shop.clock.advance(30 * SECOND_MS - 1);
    expect(await seconds(name, password)).toBe(1);
    shop.clock.advance(1);
    expect(await wrong(name)).toBe('OPERATOR_LOGIN_FAILED');
    expect(await seconds(name, password)).toBe(60);
    shop.clock.advance(60 * SECOND_MS);
    expect(await refusalOf(name, password)).toBeNull();
  });

  it('when a right one came between, then the count begins anew', async () => {
    const { name, password } = await anOperator(shop);
    for (let tries = 1; tries <= 4; tries++) await wrong(name);
    expect(await refusalOf(name, password)).toBeNull();
    for (let tries = 1; tries <= 4; tries++) await wrong(name);
    expect(await refusalOf(name, password)).toBeNull();
  });

  it('when twelve are guessed at once, then five are looked at', async () => {
    const { name } = await anOperator(shop);
    const refusals = await Promise.all(Array.from({ length: 12 }, () => wrong(name)));
    expect(refusals.filter((code) => code === 'OPERATOR_LOGIN_FAILED')).toHaveLength(5);
    expect(refusals.filter((code) => code === 'OPERATOR_LOCKED')).toHaveLength(7);
  });
});

describe('given an operator who changes their password', () => {
  const next = 'a better password';

  it('when the current one is right, then the new one holds and other sessions end', async () => {
    const here = await anOperator(shop);
    const there = await logInOperator(shop, here.name, here.password);
    await here.post('/ops/me/password', { current: here.password, next });
    expect(await there.refusal('GET', '/ops/me')).toBe('SESSION_EXPIRED');
    expect(await here.refusal('GET', '/ops/me')).toBeNull();
    expect(await refusalOf(here.name, here.password)).toBe('OPERATOR_LOGIN_FAILED');
    expect(await refusalOf(here.name, next)).toBeNull();
  });

  it('when the current one is wrong, or the new one short, then nothing changes', async () => {
    const { name, password, ...operator } = await anOperator(shop);
    const refusal = (body: object) => operator.refusal('POST', '/ops/me/password', { body });
    expect(await refusal({ current: 'wrong', next })).toBe('OPERATOR_LOGIN_FAILED');
    expect(await refusal({ current: password, next: 'short' })).toBe('INVALID_INPUT');
    expect(await refusalOf(name, password)).toBeNull();
  });
});

describe('given somebody who tries every minute’s worth of logins', () => {
  it('when they send another made-up session each time, then the limit counts them all', async () => {
    const statuses: number[] = [];
    for (let tries = 1; tries <= 70; tries++) {
      const stranger = client(shop.url, `made-up-session-${tries}-${'x'.repeat(20)}`);
      const { status } = await stranger.ask<OperatorSessionView>('POST', '/ops/login', {
        body: {},
      });
      statuses.push(status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

async function hashAtCost(password: string, logN: number): Promise<string> {
  const { scryptSync } = await import('node:crypto');
  const salt = Buffer.alloc(16, 1);
  const hash = scryptSync(password, salt, 32, { N: 2 ** logN, r: 8, p: 1 });
  return ['scrypt', logN, 8, 1, salt.toString('base64'), hash.toString('base64')].join('$');
}
