import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  beijingDay,
  daysAfter,
  fen,
  GMV_FACTORS,
  type ActivityFigures,
  type Baskets,
  type CoPurchase,
  type Gmv,
  type NewcomerFigures,
  type Page,
  type Repurchase,
  type Spread,
} from '@siyu/shared';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aProduct, idsOf, stocked } from '../../factories/product.js';
import { broughtBy, shared } from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';
import { sold } from '../../factories/sold-rows.js';
import { aBatch, anEvent, told } from '../../factories/tracking.js';

const DAY_MS = 86_400_000;
let shop: TestShop;
let operator: TestOperator;
let begun: Date;
let [ann, bo, cy, dee]: TestShopper[] = [];

const day = (at: number) => beijingDay(daysAfter(begun, at));
const period = (from: number, until: number) => `fromDay=${day(from)}&untilDay=${day(until)}`;
const asked = <T>(path: string) => operator.get<T>(`/ops/analytics/${path}`);
const tea = (who: TestShopper | undefined, over = {}) => {
  return { shopperId: who!.id, handle: 'tea', daysAgo: 0, ...over };
};

async function onDay(at: number): Promise<void> {
  shop.clock.advance(begun.getTime() + at * DAY_MS - shop.clock.now().getTime());
  operator = await anOperator(shop);
}

/** A campaign took so much off every order that somebody has by now. */
async function subsidised(who: TestShopper, savedFen: number): Promise<void> {
  await shop.db.query(
    `INSERT INTO promotion_use (order_id, offer_id, campaign_id, shopper_id, kind, name, uses,
       saved_fen, state, held_at)
     SELECT id, id, id, shopper_id, 'newcomer', '新人', 1, ?, 'used', paid_at
     FROM orders WHERE shopper_id = ?`,
    [savedFen, who.id],
  );
}

/** Every order of somebody has a cup in it as well. */
async function withACup(who: TestShopper): Promise<void> {
  const { productId, skuIds } = await idsOf(shop, 'cup');
  await shop.db.query(
    `INSERT INTO order_line (id, order_id, sku_id, product_id, title, option_text, unit_price_fen,
       quantity, amount_fen, discount_fen, payable_fen, returnable)
     SELECT CONCAT('C', SUBSTRING(id, 2)), id, ?, ?, 'cup', '', 0, 1, 0, 0, 0, 1
     FROM orders WHERE shopper_id = ?`,
    [skuIds[0], productId, who.id],
  );
}

beforeAll(async () => {
  shop = await aShop();
  begun = shop.clock.now();
  await stocked(
    shop,
    aProduct({ handle: 'tea', title: '=茶' }),
    aProduct({ handle: 'cup', title: '杯' }),
  );
  [ann, bo, cy, dee] = await Promise.all([1, 2, 3, 4].map(() => aShopper(shop)));
  await onDay(1);
  await sold(shop, [tea(ann), tea(cy, { state: 'closed' })]);
  await subsidised(ann!, 300);
  await withACup(ann!);
  await onDay(5);
  // Two orders at one moment, each taken for the first.
  await sold(shop, [tea(bo, { totalFen: fen(3_000) }), tea(bo, { totalFen: fen(3_000) })]);
  await subsidised(bo!, 200);
  await withACup(bo!);
  await onDay(20);
  await sold(shop, [tea(cy)]);
  await shop.db.query(
    `INSERT INTO paid_term (id, shopper_id, plan_id, plan_version, source, source_id, is_trial,
       begins_at, ends_at, created_at) VALUES ?`,
    [[['term', cy!.id, 'plan', 1, 'gift', 'term', 0, day(10), day(25), day(10)]]],
  );
  await onDay(31);
  await sold(shop, [tea(ann)]);
  await shop.settle();
});
afterAll(() => shop.close());

describe('given four shoppers of whom three bought', () => {
  it('then newcomers are counted by when their first sold order came, with its subsidy', async () => {
    const { conversions } = await asked<NewcomerFigures>(`newcomers?${period(0, 0)}`);
    expect(conversions.map(({ days, converted }) => [days, converted])).toEqual([
      ...[
        [3, 1],
        [7, 2],
        [30, 3],
      ],
    ]);
    expect(conversions[0]).toMatchObject({
      ...{ registered: 4, rateBps: 2_500, subsidyFen: 300, subsidyEachFen: 300 },
    });
  });

  it('case 13: when two orders are both taken for the first, then one is, and its subsidy', async () => {
    const { conversions } = await asked<NewcomerFigures>(`newcomers?${period(0, 0)}`);
    expect(conversions[1]).toMatchObject({ days: 7, converted: 2, subsidyFen: 300 + 200 });
  });

  it('case 14: when a first order went back whole, then the next one is the first', async () => {
    const { conversions } = await asked<NewcomerFigures>(`newcomers?${period(0, 0)}`);
    expect(conversions[2]).toMatchObject({ converted: 3, subsidyEachFen: 166 });
    expect(await asked<Repurchase>(`repurchase?${period(20, 20)}`)).toMatchObject({
      ...{ customers: 1, repeating: 0, rateBps: 0 },
    });
  });

  it('case 27: when a phone’s other account buys without it, then the subsidy is one', async () => {
    await sold(shop, [tea(dee, { daysAgo: 30 })]);
    const { conversions } = await asked<NewcomerFigures>(`newcomers?${period(0, 0)}`);
    expect(conversions[0]).toMatchObject({ converted: 2, subsidyFen: 300, subsidyEachFen: 150 });
    await shop.db.query('DELETE FROM orders WHERE shopper_id = ?', [dee!.id]);
  });

  it('then who bought again is told, and after how many days', async () => {
    const found = await asked<Repurchase>(`repurchase?${period(0, 31)}`);
    expect(found).toMatchObject({ customers: 3, repeating: 1, rateBps: 3_333, medianDays: 30 });
    expect(found.bars.find(({ count }) => count > 0)).toEqual({
      ...{ fromDays: 15, untilDays: 30, count: 1 },
    });
  });

  it('then baskets are told by tier, and for paid members at the time and the others', async () => {
    const { tiers, memberships } = await asked<Baskets>(`baskets?${period(0, 31)}`);
    const orders = { payers: 3, orders: 5, gmvFen: 9_000, netFen: 9_000, basketFen: 1_800 };
    expect(tiers).toEqual([{ tier: 'regular', ...orders }]);
    expect(memberships).toMatchObject([
      { isPaidMember: false, payers: 2, orders: 4, gmvFen: 8_000, basketFen: 2_000 },
      { isPaidMember: true, payers: 1, orders: 1, gmvFen: 1_000 },
    ]);
  });

  it('then customers are active, silent or lost by the days since they bought', async () => {
    const { groups } = await asked<ActivityFigures>('activity?activeDays=10&lostDays=20');
    expect(groups.map(({ activity, customers }) => [activity, customers])).toEqual([
      ...[
        ['active', 1],
        ['silent', 1],
        ['lost', 1],
      ],
    ]);
    expect(groups[2]!.netFen).toBe(6_000);
  });

  it('then products bought together are told, with what chance would do', async () => {
    const path = `co-purchase?${period(0, 31)}&ordersMin=2&limit=1`;
    const { items, nextCursor } = await asked<Page<CoPurchase>>(path);
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([{ together: 3, supportBps: 6_000, lift: 1 }]);
    expect(await asked<Page<CoPurchase>>(`${path}&cursor=3.~.~`)).toMatchObject({ items: [] });
  });

  it.each([
    ['newcomers.csv', '3,4,1,25.00,3.00,3.00'],
    ['baskets.csv', '付费会员,否,2,4,80.00,80.00,20.00'],
    ['activity.csv', '活跃,3,90.00'],
    ['repurchase.csv', '复购率(%),33.33'],
    ['co-purchase.csv', "'=茶"],
    ['gmv.csv', 'GMV(元),'],
    ['repurchase.svg', '>15–30</text>'],
    ['cohorts.svg', '人</text>'],
  ])('then %s holds %s', async (file, holds) => {
    const from = file.startsWith('newcomers') ? period(0, 0) : period(0, 31);
    const query = file.startsWith('activity')
      ? ''
      : `?${from}${file.startsWith('co-') ? '&ordersMin=2' : ''}`;
    const answer = await fetch(`${shop.url}/ops/analytics/${file}${query}`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    expect(await answer.text()).toContain(holds);
  });
});

describe('given a day with a friend’s link, after one without', () => {
  it('then the factors multiply to GMV, and what they moved sums to its change', async () => {
    await onDay(60);
    const again = await aShopper(shop, { openid: ann!.openid });
    await told(again, aBatch([anEvent({ name: 'app-launched', value: 1001 })]));
    await sold(shop, [tea(ann)]);
    await onDay(61);
    const sharer = await aShopper(shop, { openid: bo!.openid });
    const friend = await broughtBy(shop, await shared(sharer));
    await told(sharer, aBatch([anEvent({ name: 'shared', mark: 'friend' })]));
    await sold(shop, [tea(ann), tea(ann), tea(friend, { totalFen: fen(5_000) })]);
    await shop.settle();
    const { now, before, changeFen, contributions } = await asked<Gmv>(`gmv?${period(61, 61)}`);
    expect(before).toMatchObject({ visitors: 1, broughtVisitors: 0, orders: 1, gmvFen: 1_000 });
    expect(now).toMatchObject({ visitors: 2, broughtVisitors: 1, payers: 2, orders: 3 });
    const product = GMV_FACTORS.reduce((all, factor) => all * now.factors![factor], 1);
    expect(product).toBeCloseTo(7_000, 6);
    expect(changeFen).toBe(6_000);
    const parts = Object.values(contributions!);
    expect(parts.reduce((sum: number, part) => sum + part, 0)).toBe(6_000);
    expect(await asked<Spread>(`spread?${period(61, 61)}`)).toMatchObject({
      ...{ visitors: 2, sharers: 1, shares: 1, broughtFriends: 1, kFactor: 0.5 },
      ...{ sharesPerVisitor: 0.5, friendsPerShare: 1, medianCycleMs: null },
    });
  });
});
