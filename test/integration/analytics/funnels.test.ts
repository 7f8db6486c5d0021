import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  beijingDay,
  daysAfter,
  type EventPackState,
  type Funnel,
  type FunnelStep,
  type LifeStages,
} from '@siyu/shared';
import { aChannel } from '../../factories/channel.js';
import { client, newKey } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { deleted } from '../../factories/personal-data.js';
import { aProduct, stocked } from '../../factories/product.js';
import { opened } from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';
import { sold } from '../../factories/sold-rows.js';
import { aBatch, anEvent, told } from '../../factories/tracking.js';
import { naiveFunnel } from './naive-funnel.js';

const HOUR_MS = 3_600_000;
const NAMES = ['app-launched', 'product-viewed', 'cart-added', 'checkout-begun'] as const;
let shop: TestShop;
let operator: TestOperator;
let drawn = 7;
/** Below a number, the same in every run. */
const draw = (below: number) => (drawn = (drawn * 48_271) % 2_147_483_647) % below;

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await stocked(shop, aProduct({ handle: 'tea' }));
});
afterAll(() => shop.close());

const day = (offset = 0) => beijingDay(daysAfter(shop.clock.now(), offset));
const period = (from = -29, until = 0) => `fromDay=${day(from)}&untilDay=${day(until)}`;
const anyone = () => client(shop.url);

function anEventOf(name: (typeof NAMES)[number], hoursAgo: number) {
  const facts = {
    'app-launched': { value: 1001 },
    'product-viewed': { target: 'p1' },
    'cart-added': { target: 's1', value: 1 },
    'checkout-begun': { value: 1 },
  }[name];
  const { sentAt } = aBatch([]);
  return anEvent({ name, ...facts, at: sentAt - Math.round(hoursAgo * HOUR_MS) });
}

/** What a device did in the last days; several things at one instant among it. */
function someEvents(count: number, daysAgo: number) {
  return Array.from({ length: count }, () =>
    anEventOf(NAMES[draw(NAMES.length)]!, daysAgo * 24 + draw(80)),
  );
}

const asked = (steps: readonly FunnelStep[], windowHours: number, more = '') =>
  operator.get<Funnel>(
    `/ops/analytics/funnel?steps=${steps.join(',')}&windowHours=${windowHours}&${period()}${more}`,
  );

async function expectAsCounted(): Promise<void> {
  const funnels: [FunnelStep[], number][] = [
    [['app-launched', 'product-viewed', 'cart-added', 'order-paid'], 48],
    [['product-viewed', 'product-viewed', 'checkout-begun'], 5],
    [['order-paid', 'order-paid'], 720],
  ];
  for (const [steps, windowHours] of funnels) {
    const { total } = await asked(steps, windowHours);
    const wanted = { steps, windowHours, fromDay: day(-29), untilDay: day() };
    const counted = await naiveFunnel(shop, wanted);
    expect(total).toEqual(counted.map((one, at) => ({ step: steps[at], ...one })));
    expect(total[1]!.persons).toBeGreaterThan(0);
  }
}

async function packs(): Promise<unknown> {
  return shop.db.query(
    'SELECT day, name, part, events, HEX(body) AS body FROM event_pack ORDER BY 1, 2, 3',
  );
}

describe('given phones tell, early, late and twice, and people log in on them', () => {
  let shoppers: TestShopper[];

  beforeAll(async () => {
    const devices = Array.from({ length: 9 }, () => newKey());
    for (const device of devices) {
      const batch = aBatch(someEvents(12, 3), device);
      await told(anyone(), batch);
      await told(anyone(), { ...batch, sentAt: batch.sentAt });
    }
    shoppers = await Promise.all(
      devices.slice(0, 6).map((installationId) => aShopper(shop, { installationId })),
    );
    shop.clock.advance(30 * HOUR_MS);
    // A phone that is handed on: what was done between is of who comes next.
    await told(anyone(), aBatch(someEvents(6, 0), devices[0]));
    shoppers.push(await aShopper(shop, { installationId: devices[0]! }));
    for (const [at, one] of shoppers.entries()) {
      await told(one, aBatch(someEvents(8, 0), devices[at % 6]));
    }
    await sold(
      shop,
      shoppers.flatMap(({ id }, at) => [
        { shopperId: id, handle: 'tea', daysAgo: at / 3 },
        ...(at % 2 === 0 ? [{ shopperId: id, handle: 'tea', daysAgo: 0.1 }] : []),
      ]),
    );
    operator = await anOperator(shop);
    await shop.settle();
  });

  it('then funnels are what counting person by person comes to', () => expectAsCounted());

  it('when something is told late, then its day is packed anew', async () => {
    await told(shoppers[1]!, aBatch(someEvents(10, 24)));
    const path = '/ops/analytics/event-packs';
    expect((await operator.get<EventPackState>(path)).waitingDays).toBeGreaterThan(0);
    // Events may come to a day for two minutes more; only then is it packed for the last time.
    shop.clock.advance(121_000);
    await shop.settle();
    expect(await operator.get(path)).toMatchObject({ waitingDays: 0 });
    await expectAsCounted();
  });

  it('when all is packed anew, or from nothing, then it is the same to the byte', async () => {
    const live = await packs();
    await operator.post('/ops/analytics/event-packs/rebuild');
    await shop.settle();
    expect(await packs()).toEqual(live);
    for (const table of ['event_pack', 'packed_day']) await shop.db.query(`DELETE FROM ${table}`);
    await shop.settle();
    expect(await packs()).toEqual(live);
  });

  it('when it is asked by campaign, then whoever none reached is a group, and all add up', async () => {
    const { total, groups } = await asked(['app-launched', 'cart-added'], 48, '&split=campaign');
    expect(groups).toEqual([{ id: null, name: null, steps: total }]);
  });

  it('then it comes as a file and drawn', async () => {
    const headers = { authorization: `Bearer ${operator.token}` };
    const query = `steps=app-launched,cart-added&${period()}`;
    const file = await fetch(`${shop.url}/ops/analytics/funnel.csv?${query}`, { headers });
    expect((await file.text()).trim().split('\n')[1]).toMatch(
      /^全部,打开小程序,\d+,0,100.00,100.00,/,
    );
    const drawing = await fetch(`${shop.url}/ops/analytics/funnel.svg?${query}`, { headers });
    expect(drawing.headers.get('content-type')).toContain('image/svg+xml');
    expect(await drawing.text()).toContain('>加入购物车</text>');
  });

  it.each(['steps=app-launched', 'steps=app-launched,danced', 'steps=registered,,shared'])(
    'when it is asked of %s, then that is no funnel',
    async (steps) => {
      const path = `/ops/analytics/funnel?${steps}&${period()}`;
      expect(await operator.refusal('GET', path)).toBe('INVALID_INPUT');
    },
  );

  it('case 63: when an account is deleted, then what it bought counts, and nothing tells who', async () => {
    const [gone] = shoppers.slice(2);
    const before = await asked(['order-paid', 'order-paid'], 720);
    await deleted(shop, await aShopper(shop, { openid: gone!.openid }));
    await shop.settle();
    expect(await asked(['order-paid', 'order-paid'], 720)).toMatchObject({ total: before.total });
    await expectAsCounted();
    const sql = 'SELECT COUNT(*) AS count FROM tracked_person WHERE id = ?';
    expect(await shop.db.query(sql, [gone!.id])).toEqual([{ count: 0 }]);
  });
});

describe('given somebody opened a channel’s link before they began', () => {
  it('then they are of that channel, and the others of none', async () => {
    const card = await aChannel(operator, { name: '=包裹卡' });
    shop.clock.advance(40 * 24 * HOUR_MS);
    operator = await anOperator(shop);
    const device = newKey();
    await opened(shop, card, { device });
    shop.clock.advance(HOUR_MS);
    await told(anyone(), aBatch([anEventOf('app-launched', 0.5)], device));
    await told(anyone(), aBatch([anEventOf('app-launched', 0.5)]));
    await told(
      await aShopper(shop, { installationId: device }),
      aBatch([anEventOf('cart-added', 0)]),
    );
    await shop.settle();
    const query = `steps=app-launched,cart-added&split=channel&${period(-1)}`;
    const { groups } = await operator.get<Funnel>(`/ops/analytics/funnel?${query}`);
    expect(groups).toMatchObject([
      { id: card.id, name: '=包裹卡', steps: [{ persons: 1 }, { persons: 1, lost: 0 }] },
      { id: null, steps: [{ persons: 1 }, { persons: 0, lost: 1 }] },
    ]);
    const headers = { authorization: `Bearer ${operator.token}` };
    const file = await fetch(`${shop.url}/ops/analytics/funnel.csv?${query}`, { headers });
    expect(await file.text()).toContain("\n'=包裹卡,加入购物车,1,0,100.00,100.00,1800.0");
  });
});

describe('given two accounts log in on one device', () => {
  it('case 62: then each has what was done on it before its own login, and they stay two', async () => {
    shop.clock.advance(40 * 24 * HOUR_MS);
    operator = await anOperator(shop);
    const device = newKey();
    await told(anyone(), aBatch([anEventOf('app-launched', 0.1)], device));
    const first = await aShopper(shop, { installationId: device });
    await told(first, aBatch([anEventOf('cart-added', 0)], device));
    shop.clock.advance(HOUR_MS);
    await told(anyone(), aBatch([anEventOf('app-launched', 0.1)], device));
    await aShopper(shop, { installationId: device });
    await shop.settle();
    const query = `steps=app-launched,cart-added&${period(-1)}`;
    const { total } = await operator.get<Funnel>(`/ops/analytics/funnel?${query}`);
    expect(total.map(({ persons }) => persons)).toEqual([2, 1]);
  });
});

describe('given people who are new', () => {
  it('then they are counted by what they got to within the window, each device once', async () => {
    shop.clock.advance(100 * 24 * HOUR_MS);
    operator = await anOperator(shop);
    const device = newKey();
    await told(anyone(), aBatch([anEventOf('app-launched', 30)], device));
    await told(anyone(), aBatch([anEventOf('app-launched', 1)]));
    const one = await aShopper(shop, { installationId: device });
    await told(one, aBatch([anEventOf('cart-added', 0.5)], device));
    await sold(shop, [{ shopperId: one.id, handle: 'tea', daysAgo: 0 }]);
    await shop.settle();
    const { total } = await operator.get<LifeStages>(`/ops/analytics/life-stages?${period(-2)}`);
    expect(total.map(({ stage, persons }) => [stage, persons])).toEqual([
      ...[
        ['acquisition', 2],
        ['activation', 1],
        ['retention', 1],
        ['revenue', 1],
        ['referral', 0],
      ],
    ]);
    expect(total[1]!.medianMs).toBe(Math.round(29.5 * HOUR_MS));
  });
});
