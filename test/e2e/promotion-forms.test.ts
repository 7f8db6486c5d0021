import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen } from '@siyu/shared';
import type { Browser } from 'playwright-core';
import { published } from '../factories/campaign.js';
import { aCouponRule, claimed } from '../factories/coupon.js';
import { aTeamOf } from '../factories/group-buy.js';
import { aNewcomer } from '../factories/newcomer.js';
import { idsOf } from '../factories/product.js';
import { aBuyer, paid, skuOf, type Buyer } from '../factories/purchase.js';
import { aShopper } from '../factories/shopper.js';
import type { TestShop } from '../factories/shop.js';
import { startBrowser, type Phone } from './phone.js';
import { aFlashSaleOf, aGroupBuyOf, aShopToLookAt, opened, slotOf } from './state-shop.js';

const HOUR_MS = 3_600_000;

let shop: TestShop;
let browser: Browser;
let buyer: Buyer;
/** Who has ordered nothing yet. */
let newcomer: Buyer;
const routes = { flash: '/flash-sale/index', coupons: '/coupons/mine', centre: '/coupons/index' };
let teamRoute: string;
let productRoute: string;
const phones: Phone[] = [];

beforeAll(async () => {
  shop = await aShopToLookAt();
  [browser, buyer, newcomer] = await Promise.all([startBrowser(), aBuyer(shop), aNewcomer(shop)]);
  await offersEverything();
});
afterEach(async () => {
  const troubles = phones.flatMap((phone) => phone.troubles);
  await Promise.all(phones.splice(0).map((phone) => phone.close()));
  expect(troubles).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

async function offersEverything(): Promise<void> {
  const goods = ['stoneware-mug', 'glass-carafe', 'thread-bound-notebook'].map((handle) => ({
    ...{ handle, priceFen: 1_990, stock: 20 },
  }));
  await aFlashSaleOf(shop, goods, [slotOf(shop, -1, 3), slotOf(shop, 5, 6)], 6);
  const pair = await aGroupBuyOf(shop, 'soy-candle', { size: 2 });
  teamRoute = `/group-buy/team?team=${(await aTeamOf(pair, buyer)).teamId}`;
  productRoute = `/product/index?id=${(await idsOf(shop, 'stoneware-mug')).productId}`;
  const pack = await published(shop, {
    ...{ kind: 'coupon', name: '新人券', audience: 'newcomers' },
    rule: aCouponRule({ claim: 'granted', minimumFen: fen(9_900) }),
  });
  const handles = ['camellia-hand-cream', 'walnut-stuffed-dates', 'waffle-towel'];
  const skuIds = await Promise.all(handles.map((handle) => skuOf(shop, handle)));
  const prices = skuIds.map((skuId) => ({ skuId, priceFen: fen(990) }));
  const slots = [slotOf(shop, -1, 1_000)];
  const rule = { prices, freesFreight: true, couponCampaignIds: [pack.id] };
  await published(shop, { kind: 'newcomer', name: '新人见面礼', slots, rule });
  await claimed(
    buyer,
    await published(shop, { kind: 'coupon', name: '秋日券', rule: aCouponRule() }),
  );
}

async function opens(...asked: Parameters<typeof opened> extends [unknown, ...infer R] ? R : []) {
  const phone = await opened({ shop, browser }, ...asked);
  phones.push(phone);
  return phone;
}

/** Every page of a promotion, by what a name of a picture calls it, and what it says at least. */
const pages = (): [string, string, RegExp][] => [
  ['flash', routes.flash, /^整点秒杀$/],
  ['product', productRoute, /^¥/],
  ['team', teamRoute, /还差 1 人|1 more/],
  ['coupons', routes.coupons, /秋日券/],
  ['newcomer', '/newcomer/index', /新人见面礼/],
  ['home', '/home/index', /香薰蜡烛/],
];
const NAMES = ['flash', 'product', 'team', 'coupons', 'newcomer', 'home'];
const pageOf = (name: string) => pages().find(([one]) => one === name)!;

describe('given a page whose answer is long in coming, does not come, or is lost later', () => {
  it.each([
    ['flash', 'flash-sales'],
    ['team', 'teams'],
    ['coupons', 'coupons'],
    ['centre', 'coupon-centre'],
  ])('then %s shows its shape, then why and a way on, then what it had', async (name, asked) => {
    const route = name === 'team' ? teamRoute : routes[name as keyof typeof routes];
    const answers = new RegExp(`/shop/${asked}`);
    let isDown = false;
    const waits = await opens(buyer, route, {
      before: (phone) =>
        phone.page.route(answers, (one) => (isDown ? one.abort() : new Promise(() => undefined))),
    });
    await waits.page.locator('.bone:visible').first().waitFor();
    await waits.lookWaiting(`s40-${name}-skeleton`);

    isDown = true;
    const fails = await opens(buyer, route, {
      before: (phone) => phone.page.route(answers, (one) => one.abort()),
    });
    await fails.seen('重试').waitFor();
    await fails.look(`s41-${name}-failed`);
    await fails.page.unroute(answers);
    await fails.tap('重试');
    await fails.seen('重试').waitFor({ state: 'hidden' });

    await fails.page.context().setOffline(true);
    await fails.seen('没有网络，正在显示之前的内容').waitFor();
    await fails.look(`s42-${name}-offline`);
  });
});

describe('given another phone', () => {
  it.each(NAMES)('when %s is opened on a small one, then nothing runs out of it', async (name) => {
    const [, route, words] = pageOf(name);
    const phone = await opens(buyer, route, { screen: { width: 320, height: 568 } });
    await phone.seen(words).waitFor();
    await phone.look(`s50-small-${name}`);
    await fits(phone);
  });

  it.each(NAMES)('when %s is opened in large type, then nothing runs out of it', async (name) => {
    const [, route, words] = pageOf(name);
    const phone = await opens(buyer, route);
    await phone.seen(words).waitFor();
    await phone.enlarge();
    await phone.look(`s51-large-${name}`);
    await fits(phone);
  });

  it.each(NAMES)('when %s is opened in English, then its own words are English', async (name) => {
    const [, route, words] = pageOf(name);
    const phone = await opens(buyer, route, { locale: 'en-GB' });
    await phone.seen(words).waitFor();
    await phone.look(`s52-english-${name}`);
  });
});

/** Whatever scrolls sideways by design is within the page; the page itself does not. */
async function fits({ page }: Phone): Promise<void> {
  const beyond = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(beyond).toBe(0);
}

describe('given the newcomer zone', () => {
  const zone = '/newcomer/index';

  it('when a visitor opens it, then it says what a newcomer gets', async () => {
    const phone = await opens(null, zone);
    await phone.seen('注册后 3 天内的首单可享').waitFor();
    await phone.look('s60-newcomer-before');
  });

  it('when a newcomer opens it, then it says until when', async () => {
    const phone = await opens(newcomer, zone);
    await phone.seen(/前下单有效$/).waitFor();
    await phone.look('s61-newcomer-entitled');
  });

  it('when the first order was placed, then it says that it is used', async () => {
    const orders = { ...(await aNewcomer(shop)) };
    await paid(shop, orders, [{ skuId: await skuOf(shop, 'waffle-towel'), quantity: 1 }]);
    const phone = await opens(orders, zone);
    await phone.seen('您已下过首单，新人优惠已使用或失效').waitFor();
    await phone.look('s62-newcomer-used');
  });

  it('when the days are over, then it says so', async () => {
    shop.clock.advance(73 * HOUR_MS);
    await shop.settle();
    const { openid } = await aShopper(shop, { openid: newcomer.openid });
    const phone = await opens({ openid }, zone);
    await phone.seen('您的新人优惠期已结束').waitFor();
    await phone.look('s63-newcomer-over');
  });
});
