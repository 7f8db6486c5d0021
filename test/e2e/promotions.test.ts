import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Campaign, OpsOrder, Page as Listed, Product, ProductCard } from '@siyu/shared';
import type { Browser } from 'playwright-core';
import { startShop, type LiveShop } from '../bench/shop-process.mjs';
import { client, type Client } from '../factories/http.js';
import { aPhone, startBrowser, type Phone } from './phone.js';
import { typesAnAddress } from './types-an-address.js';

const ROOT = join(import.meta.dirname, '..', '..');
const HOUR_MS = 3_600_000;

let shop: LiveShop;
let browser: Browser;
let operator: Client;
/** What is sold quickly, and what is bought together. */
let flashGoods: Product;
let teamGoods: Product;
const phones: Phone[] = [];

beforeAll(async () => {
  shop = await startShop({ H5_DIR: join(ROOT, 'miniapp/dist/h5') });
  operator = await anOwner();
  [flashGoods, teamGoods] = await twoProducts();
  browser = await startBrowser();
});
afterAll(async () => {
  await phones.at(-1)?.page.screenshot({ path: join(ROOT, '.siyu/screenshots/last.png') });
  await browser.close();
  await shop.stop();
});

/** A command of the house, beside the running shop. */
function command(file: string, ...args: string[]): string {
  const env = { ...process.env, ...shop.environment };
  const path = join(ROOT, 'server/dist/src/cli', file);
  return execFileSync('node', [path, ...args], { env, cwd: ROOT }).toString();
}

async function anOwner(): Promise<Client> {
  const said = command('operator.js', 'add', 'e2e', '--role', 'owner');
  const login = { name: 'e2e', password: / \/ (\S+)/.exec(said)![1] };
  const { token } = await client(shop.url).post<{ token: string }>('/ops/login', login);
  return client(shop.url, token);
}

/** Two products with something to sell; of each the first SKU is sold for less. */
async function twoProducts(): Promise<[Product, Product]> {
  const reader = client(shop.url);
  const { items } = await reader.get<Listed<ProductCard>>('/shop/products?limit=40');
  const all = await Promise.all(
    items
      .filter((card) => !card.soldOut)
      .map((card) => reader.get<Product>(`/shop/products/${card.id}`)),
  );
  const [one, other] = all.filter(({ skus }) => skus[0]!.stock > 20 && skus[0]!.priceFen > 2_500);
  return [one!, other!];
}

async function published(campaign: object): Promise<Campaign> {
  const draft = await operator.post<Campaign>('/ops/campaigns', campaign);
  return operator.post<Campaign>(`/ops/campaigns/${draft.id}/publish`);
}

/** Hours from now on this machine's clock, which the shop runs on. */
const slot = (fromHours: number, toHours: number) => ({
  startsAt: new Date(Date.now() + fromHours * HOUR_MS).toISOString(),
  endsAt: new Date(Date.now() + toHours * HOUR_MS).toISOString(),
});

const common = { scope: null, combinesWith: [], usesMax: null };

function aFlashSale(product: Product, stock: number, slots: object[]): Promise<Campaign> {
  const prices = [{ skuId: product.skus[0]!.id, priceFen: 990, stock }];
  const rule = { prices, perPersonMax: 1, payWithinMinutes: 5, preheatHours: 24 };
  return published({ ...common, kind: 'flash-sale', name: '整点秒杀', slots, rule });
}

function aGroupBuy(product: Product): Promise<Campaign> {
  const prices = [{ skuId: product.skus[0]!.id, priceFen: 1_990, leaderPriceFen: null }];
  const rule = { size: 2, hours: 24, prices };
  return published({
    ...{ ...common, kind: 'group-buy', name: '两人成团', slots: [slot(-1, 20)], rule },
    ...{
      usesMax: 1_000_000,
      scope: { productIds: [], categoryIds: [], skuIds: [prices[0]!.skuId] },
    },
  });
}

/** Someone who agrees to what the shop asks at its front. */
async function aShopperAt(route: string): Promise<Phone> {
  const phone = await aPhone(browser);
  phones.push(phone);
  await phone.page.goto(`${shop.url}/#${route}`);
  await phone.tap('同意并继续');
  return phone;
}

async function paysInTheSheet(phone: Phone): Promise<void> {
  const confirm = phone.page.getByText(/我已知悉/).locator('visible=true');
  if ((await confirm.count()) > 0) await confirm.first().click();
  await phone.tap(/提交订单/);
  await phone.tap('确认支付');
  await phone.seen('付款成功').waitFor();
}

async function statesOfOrders(): Promise<string[]> {
  const { items } = await operator.get<Listed<Pick<OpsOrder, 'state'>>>('/ops/orders');
  return items.map(({ state }) => state);
}

describe('given a flash sale that runs and one that comes', () => {
  it('when someone buys in it, then they pay its price and it is sold out to them', async () => {
    await aFlashSale(flashGoods, 1, [slot(-1, 1), slot(2, 3)]);
    const phone = await aShopperAt('/home/index');
    await phone.seen('限时秒杀').waitFor();
    await phone.look('60-home-flash');
    await phone.tap('限时秒杀');
    await phone.seen('立即抢').waitFor();
    await phone.look('61-flash-channel');
    await phone.tap(/即将开抢/);
    await phone.tap('提醒我');
    await phone.seen('已设提醒').waitFor();
    await phone.look('62-flash-coming');
    await phone.tap(/抢购中/);
    await phone.tap('立即抢');
    await phone.seen('平时价购买').waitFor();
    await phone.look('63-flash-product');
    await phone.tap('立即抢');
    await phone.look('64-flash-options');
    await phone.page.locator('.option-buttons .button:visible').click();
    await typesAnAddress(phone);
    await phone.look('65-flash-checkout');
    await paysInTheSheet(phone);
    expect(await statesOfOrders()).toEqual(['to-ship']);

    await phone.page.goto(`${shop.url}/#/product/index?id=${flashGoods.id}`);
    await phone.page.reload();
    await phone.seen('有人未付款时会重新放出').waitFor();
    await phone.look('66-flash-sold-out');
    expect(phone.troubles).toEqual([]);
    expect(command('audit.js')).toContain('0 violations');
  });
});

describe('given a group buy of two', () => {
  it('when a friend joins by the shared path, then both orders are to ship', async () => {
    await aGroupBuy(teamGoods);
    const leader = await aShopperAt(`/product/index?id=${teamGoods.id}`);
    await leader.seen('单独购买').waitFor();
    await leader.look('70-group-product');
    await leader.tap('拼团规则');
    await leader.look('71-group-rules');
    await leader.page.getByLabel('关闭').locator('visible=true').last().click();
    await leader.tap('开团');
    await leader.page.locator('.option-buttons .button:visible').click();
    await typesAnAddress(leader);
    await leader.look('72-group-checkout');
    await paysInTheSheet(leader);
    await leader.look('73-group-paid');
    await leader.tap('邀请好友参团');
    await leader.seen('还差 1 人成团').waitFor();
    await leader.look('74-team-leader');
    const { items } = await client(shop.url)
      .get<{ teams: { id: string }[] }>(`/shop/group-buys?productId=${teamGoods.id}`)
      .then(({ teams }) => ({ items: teams }));
    const path = `/group-buy/team?team=${items[0]!.id}`;
    await leader.page.goto(`${shop.url}/#/orders/index`);
    await leader.seen('查看拼团').waitFor();
    await leader.look('75-orders-gathering');

    const friend = await aShopperAt(`/product/index?id=${teamGoods.id}`);
    await friend.seen('去参团').waitFor();
    await friend.look('76-open-teams');
    await friend.page.goto(`${shop.url}/#${path}`);
    await friend.seen(/^参团/).waitFor();
    await friend.look('77-team-joining');
    await friend.tap(/^参团/);
    await typesAnAddress(friend);
    await paysInTheSheet(friend);
    await friend.page.goto(`${shop.url}/#${path}`);
    await friend.seen('拼团成功').waitFor();
    await friend.look('78-team-succeeded');
    expect((await statesOfOrders()).slice(0, 2)).toEqual(['to-ship', 'to-ship']);

    expect([...leader.troubles, ...friend.troubles]).toEqual([]);
    expect(command('audit.js')).toContain('0 violations');
  });
});
