import { describe, expect, it } from '@jest/globals';
import { candidatesFor, matchOf, mergedKeys } from './match-customer.js';
import { readOutsideOrder } from './order-file.js';

const row = { 顾客编号: '00004', 下单时间: '1997-01-01', 金额: '29.33' };
const none = { memberNumber: null, phone: null, unionid: null, openid: null };

describe('a row of orders from elsewhere', () => {
  it('then its day is Beijing’s, and without order ids its line is its id', () => {
    expect(readOutsideOrder(7, row).order).toEqual({
      ...{ customerId: '00004', orderId: '7', amountFen: 2_933, keys: none },
      orderedAt: new Date('1996-12-31T16:00:00Z'),
    });
  });

  it('then an amount of nothing and a time of day are taken', () => {
    const { order } = readOutsideOrder(2, { ...row, 金额: '0', 下单时间: '2026/3/5 9:30' });
    expect(order).toMatchObject({ amountFen: 0, orderedAt: new Date('2026-03-05T01:30:00Z') });
  });

  it('then every reason is told why it is left out', () => {
    const bad = { 顾客编号: '', 订单号: 'A 1', 下单时间: '2026-02-30', 金额: '-1', 手机号: '12' };
    expect(readOutsideOrder(2, bad).problems).toEqual([
      { column: 'customerId', reason: 'ID_INVALID' },
      { column: 'orderId', reason: 'ID_INVALID' },
      { column: 'orderedAt', reason: 'TIME_INVALID' },
      { column: 'amount', reason: 'MONEY_INVALID' },
      { column: 'phone', reason: 'PHONE_INVALID' },
    ]);
  });
});

describe('whose a customer from elsewhere is', () => {
  const bearers = {
    memberNumber: new Map(),
    phone: new Map([['13800000000', ['ann']]]),
    unionid: new Map([
      ['u1', ['ann']],
      ['u2', ['bo']],
    ] as const),
    openid: new Map(),
  };
  const match = (keys: object) => matchOf(candidatesFor({ ...none, ...keys }, bearers));

  it('then it is the one shopper all keys point to', () => {
    const found = match({ phone: '13800000000', unionid: 'u1', openid: 'unknown' });
    expect(found).toEqual({ state: 'matched', shopperId: 'ann' });
  });

  it('then nobody is guessed where keys point to two, and nobody known waits', () => {
    expect(match({ phone: '13800000000', unionid: 'u2' }).state).toBe('held');
    expect(match({ phone: '13900000000' }).state).toBe('waiting');
    expect(match({}).state).toBe('waiting');
  });

  it('then of several rows the first that says anything is believed', () => {
    const merged = mergedKeys([
      none,
      { ...none, phone: '1' },
      { ...none, phone: '2', openid: 'o' },
    ]);
    expect(merged).toEqual({ ...none, phone: '1', openid: 'o' });
  });
});
