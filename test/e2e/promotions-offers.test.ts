import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignRequest, OpsOrder, Page as Listed, Product, ProductCard } from '@siyu/shared';
import type { Browser } from 'playwright-core';
import { fen } from '../../shared/src/money.js';
import { startShop, type LiveShop } from '../bench/shop-process.mjs';
import { aCampaign } from '../factories/campaign.js';
import { aCouponRule } from '../factories/coupon.js';
import { client, type Client } from '../factories/http.js';
import { aPhone, startBrowser, type Phone } from './phone.js';
import { typesAnAddress } from './types-an-address.js';

const ROOT = join(import.meta.dirname, '..', '..');
const SMALL = { width: 320, height: 568 };
const CLOCK = { now: () => new Date() };

let shop: LiveShop;
let browser: Browser;
let phone: Phone;
let operator: Client;
/** Of one SKU, so that nothing is to be chosen: what is bought, and the newcomers' one. */
let goods: Product;
let newcomerGoods: Product;

beforeAll(async () => {
  shop = await startShop({ H5_DIR: join(ROOT, 'miniapp/dist/h5') });
  operator = await anOwner();
  [goods, newcomerGoods] = await twoProducts();
  browser = await startBrowser();
  phone = await aPhone(browser);
});
afterAll(async () => {
  await phone.page.screenshot({ path: join(ROOT, '.siyu/screenshots/last-offers.png') });
  await browser.close();
  await shop.stop();
});

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

async function twoProducts(): Promise<[Product, Product]> {
  const visitor = client(shop.url);
  const { items } = await visitor.get<Listed<ProductCard>>('/shop/products?limit=50');
  const products = await Promise.all(
    items.map((card) => visitor.get<Product>(`/shop/products/${card.id}`)),
  );
  const single = products.find(({ skus }) => skus.length === 1 && skus[0]!.stock >= 5)!;
  const other = products.find(({ id, skus }) => id !== single.id && skus[0]!.stock > 0)!;
  return [single, other];
}

type Given = Parameters<typeof aCampaign>[1];

async function publish(given: Given): Promise<void> {
  const draft: CampaignRequest = aCampaign({ clock: CLOCK } as never, given);
  const { id } = await operator.post<{ id: string }>('/ops/campaigns', draft);
  await operator.post(`/ops/campaigns/${id}/publish`);
}

async function publishesOffers(): Promise<void> {
  const priceFen = goods.skus[0]!.priceFen;
  const off = { kind: 'amount', offFen: fen(2_000) } as const;
  const tiers = [{ from: priceFen * 2, reduction: off }];
  const rule = { counts: 'fen', tiers, repeats: false } as const;
  await publish({ kind: 'full-reduction', name: '两件减 20', rule });
  const ten = { kind: 'amount', offFen: fen(1_000) } as const;
  const five = { kind: 'amount', offFen: fen(500) } as const;
  const minimumFen = fen(3_000);
  const coupon = { combinesWith: ['price', 'reduction', 'gift'] } as const;
  await publish({
    ...{ kind: 'coupon', name: '秋日券', rule: aCouponRule({ benefit: ten, minimumFen }) },
    combinesWith: [...coupon.combinesWith],
  });
  await publish({
    ...{ kind: 'coupon', name: '小心意', rule: aCouponRule({ benefit: five, minimumFen }) },
    combinesWith: [...coupon.combinesWith],
  });
  const dear = aCouponRule({ benefit: ten, minimumFen: fen(900_000) });
  await publish({ kind: 'coupon', name: '大额券', rule: dear });
  const prices = [{ skuId: newcomerGoods.skus[0]!.id, priceFen: fen(990) }];
  await publish({ kind: 'newcomer', name: '新人首单', rule: { prices, freesFreight: true } });
}

async function seesTheNewcomersOffer(): Promise<void> {
  await phone.page.goto(shop.url);
  await phone.tap('同意并继续');
  await phone.seen('为你推荐').waitFor();
  await phone.seen(/^剩 \d+:/).waitFor();
  await phone.look('40-home-newcomer');
  await phone.tap('新人专区');
  await phone.seen('首单最多 1 件享新人价 · 首单免运费').waitFor();
  await phone.look('41-newcomer-zone');
  await phone.page.getByLabel(newcomerGoods.title).locator('visible=true').last().click();
  await phone.seen('新人价 ¥9.90').waitFor();
  await phone.look('42-product-newcomer');
}

async function claimsCoupons(): Promise<void> {
  await phone.page.goto(`${shop.url}/#/coupons/index`);
  await phone.seen('秋日券').waitFor();
  await phone.look('43-coupon-centre');
  await couponNamed('秋日券').getByText('立即领取').click();
  await couponNamed('秋日券').getByText('已领取').waitFor();
  await couponNamed('大额券').getByText('立即领取').click();
  await couponNamed('大额券').getByText('已领取').waitFor();
  await phone.look('44-coupon-claimed');
}

const couponNamed = (name: string) =>
  phone.page.locator('.coupon:visible').filter({ hasText: name });

async function seesWhatAppliesAndAdds(): Promise<void> {
  await phone.page.goto(`${shop.url}/#/product/index?id=${goods.id}`);
  await phone.seen('两件减 20').waitFor();
  await phone.look('45-product-offers');
  await phone.tap('领券');
  await phone.look('46-product-coupons');
  await couponNamed('小心意').getByText('立即领取').click();
  await couponNamed('小心意').getByText('已领取').waitFor();
  await phone.page.getByLabel('关闭').locator('visible=true').last().click();
  await phone.tap('加入购物车');
  await phone.seen('数量').waitFor();
  await phone.tap('加入购物车');
  await phone.seen('已加入购物车').waitFor();
}

async function seesReasonsInTheCart(): Promise<void> {
  await phone.page.goto(`${shop.url}/#/cart/index`);
  await phone.seen(/^再买 .* 可减 ¥20$/).waitFor();
  await phone.look('47-cart-next');
  await phone.page.getByLabel('加一件').locator('visible=true').first().click();
  await phone.seen('−¥20').waitFor();
  await phone.seen(/^已优惠 ¥30/).waitFor();
  await phone.look('48-cart-given');
}

async function checksOut(): Promise<void> {
  await phone.tap('去结算');
  await typesAnAddress(phone, '文三路 100 号 2 幢 301');
  await phone.seen('已选最优 −¥10').waitFor();
  await phone.look('49-checkout-coupons');
  await phone.tap('已选最优 −¥10');
  await phone.seen('−¥5').waitFor();
  await phone.look('50-coupon-sheet');
  await phone.tap('不使用优惠券');
  await phone.seen('已选最优 −¥10').waitFor({ state: 'hidden' });
  await phone.tap('不使用优惠券');
  await phone.tap('自动选最优惠的');
  await phone.seen('已选最优 −¥10').waitFor();
}

async function pays(): Promise<void> {
  await phone.tap(/提交订单/);
  await phone.tap('确认支付');
  await phone.seen('付款成功').waitFor();
  const { items } = await operator.get<Listed<{ id: string }>>('/ops/orders');
  const order = await operator.get<OpsOrder>(`/ops/orders/${items[0]!.id}`);
  const dueFen = goods.skus[0]!.priceFen * 2 - 3_000;
  expect(order).toMatchObject({ state: 'to-ship', discountFen: 3_000 });
  expect(order.totalFen - order.freightFen).toBe(dueFen);
}

async function findsTheCouponUsed(): Promise<void> {
  await phone.page.goto(`${shop.url}/#/me/index`);
  await phone.seen('2 张可用').waitFor();
  await phone.look('51-me-coupons');
  await phone.tap('2 张可用');
  await phone.seen('小心意').waitFor();
  await phone.look('52-my-coupons');
  await phone.fill('兑换码', 'NOSUCHCODE');
  await phone.tap('兑换');
  await phone.seen(/兑换码/).waitFor();
  await phone.look('53-redeem-refused');
  await phone.tap('已使用');
  await phone.seen(/已使用$/).waitFor();
  await phone.seen('秋日券').waitFor();
  await phone.look('54-used-coupons');
  await phone.tap('已过期');
  await phone.seen('没有过期的优惠券').waitFor();
  await phone.look('55-no-coupons');
}

describe('offers, from the front page to the paid order', () => {
  it('are seen, claimed, explained and given, and the books balance', async () => {
    await publishesOffers();
    await seesTheNewcomersOffer();
    await claimsCoupons();
    await seesWhatAppliesAndAdds();
    await seesReasonsInTheCart();
    await checksOut();
    await pays();
    await findsTheCouponUsed();
    expect(phone.troubles).toEqual([]);
    expect(command('audit.js')).toContain('0 violations');
  });

  it.each(['/coupons/index', '/coupons/mine', '/newcomer/index', '/cart/index'])(
    'when %s cannot be had, then it says so and trying again brings it; it fits a small phone',
    async (route) => {
      const small = await aPhone(browser, SMALL);
      const name = route.slice(1).replace('/', '-');
      await small.page.route(/\/shop\/(coupon|newcomer|cart)/, (asked) => asked.abort());
      await small.page.goto(`${shop.url}/#${route}`);
      await small.tap('同意并继续');
      await small.seen('重试').waitFor();
      await small.look(`56-failed-${name}`);
      await small.page.unroute(/\/shop\/(coupon|newcomer|cart)/);
      await small.tap('重试');
      await small.seen('重试').waitFor({ state: 'hidden' });
      await small.look(`57-small-${name}`);
      await small.close();
    },
  );
});
