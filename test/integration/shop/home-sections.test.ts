import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  HOME_SECTIONS,
  type AuditEntry,
  type Home,
  type Page,
  type ShopSettings,
} from '@siyu/shared';
import { client } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let owner: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  owner = await anOperator(shop);
});
afterAll(() => shop.close());

interface Versioned {
  settings: ShopSettings;
  version: number;
}

/** Orders the front page, and changes nothing else of the shop. */
async function order(homeSections: readonly string[]): Promise<void> {
  const { settings, version } = await owner.get<Versioned>('/ops/settings');
  await owner.put('/ops/settings', { settings: { ...settings, homeSections }, version });
}

const shown = async () => (await client(shop.url).get<Home>('/shop/home')).sections;

describe('given a shop whose front page nobody has ordered', () => {
  it('then every section is there, as the house has them', async () =>
    expect(await shown()).toEqual(HOME_SECTIONS));
});

describe('given an operator who orders the front page', () => {
  it('when some sections are named, then those are shown in that order, and it is on record', async () => {
    await order(['group-buys', 'banners', 'for-you']);
    expect(await shown()).toEqual(['group-buys', 'banners', 'for-you']);
    const { items } = await owner.get<Page<AuditEntry>>('/ops/audit-log?limit=1');
    expect(items).toMatchObject([
      {
        action: 'settings.replace',
        before: { homeSections: HOME_SECTIONS },
        after: { homeSections: ['group-buys', 'banners', 'for-you'] },
      },
    ]);
  });

  it.each([
    ['a section it has not got', ['banners', 'lottery']],
    ['a section twice', ['banners', 'banners']],
    ['something below what has no end', ['for-you', 'banners']],
  ])('when they name %s, then that is refused', (_, sections) =>
    expect(order(sections)).rejects.toThrow('INVALID_INPUT'),
  );
});

describe('given settings written before sections could be ordered', () => {
  it('then every section is there', async () => {
    await shop.db.query(
      "UPDATE shop_setting SET value = JSON_REMOVE(value, '$.homeSections') WHERE name = 'shop'",
    );
    shop.clock.advance(2_000);
    expect(await shown()).toEqual(HOME_SECTIONS);
  });
});
