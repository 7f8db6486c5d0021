import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page as Listed, ProductCard, ShopConfig } from '@siyu/shared';
import type { Browser } from 'playwright-core';
import { startShop, type LiveShop } from '../bench/shop-process.mjs';
import { client } from '../factories/http.js';
import { aPhone, startBrowser, type Phone } from './phone.js';

const ROOT = join(import.meta.dirname, '..', '..');
const SMALL = { width: 320, height: 568 };
const WIDE = { width: 1280, height: 800 };
const COLUMN_MAX_PX = 480;

let shop: LiveShop;
let browser: Browser;
const phones: Phone[] = [];

beforeAll(async () => {
  shop = await startShop({ H5_DIR: join(ROOT, 'miniapp/dist/h5') });
  browser = await startBrowser();
});
afterEach(async () => {
  const opened = phones.splice(0);
  await Promise.all(opened.map((phone) => phone.close()));
  expect(opened.flatMap((phone) => phone.troubles)).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await shop.stop();
});

/** Opens an address of the shop and declines what it asks, as one who only looks around. */
async function looking(route: string, screen?: { width: number; height: number }): Promise<Phone> {
  const phone = await aPhone(browser, screen);
  phones.push(phone);
  await phone.page.goto(`${shop.url}/#${route}`);
  await phone.tap('不同意，仅浏览');
  return phone;
}

async function aProductToChooseFrom(): Promise<ProductCard> {
  const path = '/shop/products?limit=20';
  const { items } = await client(shop.url).get<Listed<ProductCard>>(path);
  return items.find((card) => card.priceVaries && !card.soldOut)!;
}

describe('given an address that leads nowhere', () => {
  it.each(['/nowhere/index', '/documents/index?name=nothing'])(
    'when %s is opened, then the page says so and leads home',
    async (route) => {
      const phone = await looking(route);
      await phone.seen(/^页面不存在，/).waitFor();
      await phone.look('20-not-found');
      await phone.tap('回到首页');
      await phone.seen('为你推荐').waitFor();
    },
  );

  it.each(['?id=0198f0c0-0000-7000-8000-000000000000', '?id=nonsense', ''])(
    'when it is the product %j, then that is said to be gone and leads home',
    async (query) => {
      const phone = await looking(`/product/index${query}`);
      await phone.seen('商品已下架，看看别的吧').waitFor();
      await phone.tap('回到首页');
      await phone.seen('为你推荐').waitFor();
    },
  );
});

describe('given someone who wants to talk to a person', () => {
  it('when the shop has a phone, then they can copy it and call it', async () => {
    const phone = await looking('/me/index');
    await phone.tap('联系客服');
    await phone.seen('0571-88880000').waitFor();
    await phone.seen('拨打').waitFor();
    await phone.look('21-contact');
    await phone.tap('复制');
    await phone.seen('已复制').waitFor();
  });

  it('when the shop has set nothing, then it says so', async () => {
    const phone = await aPhone(browser);
    phones.push(phone);
    await phone.page.route('**/shop/config', async (route) => {
      const config = (await (await route.fetch()).json()) as ShopConfig;
      await route.fulfill({ json: { ...config, customerServicePhone: '' } satisfies ShopConfig });
    });
    await phone.page.goto(`${shop.url}/#/me/index`);
    await phone.tap('不同意，仅浏览');
    await phone.tap('联系客服');
    await phone.seen(/网页里暂时没有客服电话或在线客服/).waitFor();
  });
});

describe('given a window far wider than a phone', () => {
  it('then pages, bars and sheets stand in one column in its middle', async () => {
    const { id } = await aProductToChooseFrom();
    const phone = await looking('/home/index', WIDE);
    await phone.look('22-wide');
    await inTheColumn(phone, '.weui-tabbar');
    await phone.page.goto(`${shop.url}/#/product/index?id=${id}`);
    await phone.tap('加入购物车');
    await phone.seen('选择规格').waitFor();
    await inTheColumn(phone, '.bottom-bar');
    await inTheColumn(phone, '.sheet-card');
  });
});

async function inTheColumn(phone: Phone, selector: string): Promise<void> {
  const box = (await phone.page.locator(selector).locator('visible=true').boundingBox())!;
  expect(box.width).toBeLessThanOrEqual(COLUMN_MAX_PX);
  expect(box.x + box.width / 2).toBeCloseTo(WIDE.width / 2, 0);
}

describe('given a small phone', () => {
  it('when options are chosen, then nothing of two options, the quantity and the button is cut', async () => {
    const { id } = await aProductToChooseFrom();
    const phone = await looking(`/product/index?id=${id}`, SMALL);
    await phone.tap('加入购物车');
    await phone.look('23-small-options');
    const foot = (await phone.page.locator('.sheet-foot .button:visible').boundingBox())!;
    expect(foot.y + foot.height).toBeLessThanOrEqual(SMALL.height);
    const quantity = (await phone.page.locator('.stepper:visible').boundingBox())!;
    expect(quantity.y + quantity.height).toBeLessThanOrEqual(foot.y);
  });
});
