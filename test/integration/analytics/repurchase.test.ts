import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type CohortTable, type CustomerPrediction, type Due, type Page } from '@siyu/shared';
import { aPhone } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { orderFile, ordersImported } from '../../factories/outside-orders.js';
import { decided, joined } from '../../factories/people.js';
import { deleted } from '../../factories/personal-data.js';
import { aProduct, stocked } from '../../factories/product.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, phoneCode, type TestShopper } from '../../factories/shopper.js';
import { sold } from '../../factories/sold-rows.js';

const DAY_MS = 86_400_000;
let shop: TestShop;
let operator: TestOperator;
let [ann, bo, cy]: TestShopper[] = [];
const today = (offset = 0) =>
  new Date(shop.clock.now().getTime() + 8 * 3_600_000 + offset * DAY_MS).toISOString().slice(0, 10);

beforeAll(async () => {
  shop = await aShop();
  await stocked(
    shop,
    aProduct({ handle: 'tea', title: '=1+1 茶' }),
    aProduct({ handle: 'cup', title: '杯' }),
  );
  [ann, bo, cy] = await Promise.all([aShopper(shop), aShopper(shop), aShopper(shop)]);
  const tea = (who: TestShopper, ...days: number[]) =>
    days.map((daysAgo) => ({ shopperId: who.id, handle: 'tea', daysAgo }));
  await sold(shop, [
    // Bought again after 30, 30, 30, 30, 20 and 32 days.
    ...[...tea(ann!, 100, 70, 40, 10), ...tea(bo!, 75, 45, 25), ...tea(cy!, 62, 30)],
    { shopperId: cy!.id, handle: 'tea', daysAgo: 1, state: 'closed' },
    ...[90, 60, 30].map((daysAgo) => ({ shopperId: bo!.id, handle: 'cup', daysAgo })),
  ]);
  await nextDay();
});
afterAll(() => shop.close());

/** The lists are made anew once a day. */
async function nextDay(): Promise<void> {
  shop.clock.advance(DAY_MS);
  await shop.settle();
  operator = await anOperator(shop);
}
const due = async (query = '') =>
  (await operator.get<Page<Due>>(`/ops/analytics/repurchase-due?${query}`)).items;

describe('given a product that is bought again after 30 days', () => {
  it('then whoever is due within a week is told, the first due first, a page at a time', async () => {
    const path = '/ops/analytics/repurchase-due?limit=1';
    const first = await operator.get<Page<Due>>(path);
    expect(first.items).toMatchObject([
      { shopperId: cy!.id, title: '=1+1 茶', lastDay: today(-31), intervalDays: 30 },
    ]);
    expect(first.items[0]).toMatchObject({ dueDay: today(-1), aliveProbability: null });
    const second = await operator.get<Page<Due>>(`${path}&cursor=${first.nextCursor}`);
    expect(second.items).toMatchObject([{ shopperId: bo!.id, dueDay: today(4) }]);
    expect(second.nextCursor).toBeNull();
  });

  it('then more are told further ahead, and fewer when only what comes', async () => {
    const shoppers = async (query: string) => (await due(query)).map((one) => one.shopperId);
    expect(await shoppers('withinDays=20')).toEqual([cy!.id, bo!.id, ann!.id]);
    expect(await shoppers('withinDays=20&overdueDays=0')).toEqual([bo!.id, ann!.id]);
  });

  it('then the list comes as a file in which no title is run as a formula', async () => {
    const answer = await fetch(`${shop.url}/ops/analytics/repurchase-due.csv`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    const lines = (await answer.text()).trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toBe(`${cy!.id},'=1+1 茶,${today(-31)},30,${today(-1)},`);
  });

  it('when somebody has bought it again, then they are not due the next day', async () => {
    await sold(shop, [{ shopperId: cy!.id, handle: 'tea', daysAgo: 0 }]);
    await nextDay();
    expect((await due()).map((one) => one.shopperId)).toEqual([bo!.id]);
  });
});

describe('given a shopper who bought elsewhere as well', () => {
  it('then they are one customer, of whom a day counts once and all money', async () => {
    const [dee, phone] = [await aShopper(shop), aPhone()];
    await dee.post('/shop/me/phone', { code: await phoneCode(shop, dee.openid, phone) });
    const mine = { shopperId: dee.id, handle: 'cup' };
    await sold(shop, [
      { ...mine, daysAgo: 9, totalFen: fen(3_000) },
      { ...mine, daysAgo: 400 },
    ]);
    const row = (orderedAt: string, amount: string) => {
      return { 顾客编号: 'jd-1', 下单时间: orderedAt, 金额: amount, 手机号: phone };
    };
    const file = orderFile([row(`${today(-9)} 00:10`, '5.5'), row(`${today(-2)} 23:50`, '0')]);
    await ordersImported(shop, operator, file, { source: 'jd' });
    const path = `/ops/analytics/prediction/customers/${dee.id}`;
    expect(await operator.get<CustomerPrediction>(path)).toMatchObject({
      ...{ customerId: dee.id, firstDay: today(-400), lastDay: today(-2) },
      ...{ purchaseDays: 3, spentFen: 4_550, prediction: null },
    });
    const { cohorts } = await operator.get<CohortTable>(
      `/ops/analytics/cohorts?unit=week&fromDay=${today(-400)}&untilDay=${today(-2)}`,
    );
    expect(cohorts[0]).toMatchObject({ customers: 1, repeating: 1 });
    const [first, ...later] = cohorts[0]!.cells;
    expect(first).toEqual({ offset: 0, customers: 1, repeating: 0, orders: 1, revenueFen: 1_000 });
    expect(later.reduce((sum, { orders }) => sum + orders, 0)).toBe(3);
    expect(later.reduce((sum, { revenueFen }) => sum + revenueFen, 0)).toBe(3_550);
  });
});

describe('given two accounts that are one person', () => {
  it('then what both bought is one customer’s, and two customers’ after a split', async () => {
    const [dan, eve] = [await aShopper(shop), await aShopper(shop)];
    await sold(shop, [
      { shopperId: dan.id, handle: 'cup', daysAgo: 20 },
      { shopperId: eve.id, handle: 'cup', daysAgo: 5 },
    ]);
    const daysOf = async ({ id }: TestShopper) => {
      const path = `/ops/analytics/prediction/customers/${id}`;
      return (await operator.get<CustomerPrediction>(path)).purchaseDays;
    };
    const link = await joined(operator, eve.id, dan.id);
    expect([await daysOf(dan), await daysOf(eve)]).toEqual([2, 2]);
    await decided(operator, link, 'split');
    expect([await daysOf(dan), await daysOf(eve)]).toEqual([1, 1]);
  });
});

describe('given somebody deletes their account', () => {
  it('then they are on no list any more', async () => {
    const one = await aShopper(shop);
    await sold(shop, [{ shopperId: one.id, handle: 'tea', daysAgo: 29 }]);
    await nextDay();
    expect((await due()).map(({ shopperId }) => shopperId)).toContain(one.id);
    const again = await aShopper(shop, { openid: one.openid });
    await deleted(shop, again);
    expect((await due()).map(({ shopperId }) => shopperId)).not.toContain(one.id);
  });
});
