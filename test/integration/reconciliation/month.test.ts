import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { beijingDayStart, type Page, type ReconciliationDay } from '@siyu/shared';
import { aBusinessMonth, type Planted } from '../../factories/business-month.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { differencesOf, jobsDone } from '../../factories/reconciliation.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const FROM = '2026-10-15';
const DAYS = 30;
const PAYMENTS = 10_000;

let shop: TestShop;
let operator: TestOperator;
let planted: Planted[];

beforeAll(async () => {
  shop = await aShop({ WECHAT_BILLS: 'daily' });
  operator = await anOperator(shop);
  const fromDay = beijingDayStart(FROM);
  planted = await aBusinessMonth(shop, { fromDay, days: DAYS, payments: PAYMENTS });
});
afterAll(() => shop.close());

const told = ({ day, subject, kind, cause, number, state, resolution }: Planted) =>
  [day, subject, kind, cause, number, state, resolution].join(' ');

it('given a month with differences of every kind, then all and only those are found', async () => {
  // A day is known from which on a server that was away fetches what it missed.
  await operator.post(`/ops/reconciliation/days/${FROM}`);
  await shop.settle();
  await jobsDone(shop);
  expect((await differencesOf(operator)).map(told).sort()).toEqual(planted.map(told).sort());
});

it('given a day with nothing planted, then it is closed, and the others are open', async () => {
  const page = await operator.get<Page<ReconciliationDay>>('/ops/reconciliation/days?limit=50');
  const open = new Set(planted.filter(({ state }) => state === 'open').map(({ day }) => day));
  const days = page.items.filter(({ totals }) => totals !== null && totals.payments > 0);
  expect(days).toHaveLength(DAYS);
  expect(
    days
      .filter(({ state }) => state === 'open')
      .map(({ day }) => day)
      .sort(),
  ).toEqual([...open].sort());
});
