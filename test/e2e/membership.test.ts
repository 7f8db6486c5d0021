import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { couponCampaign } from '../factories/coupon.js';
import { aLadder, aTier, grown, withRules } from '../factories/membership.js';
import { anOperator } from '../factories/operator.js';
import { earned, granted, setPoints } from '../factories/points.js';
import { aBuyer, placed, skuOf, type Buyer } from '../factories/purchase.js';
import type { TestShop } from '../factories/shop.js';
import { aLot } from '../factories/wallet.js';
import { startBrowser, type Phone } from './phone.js';
import { aShopToLookAt, opened } from './state-shop.js';

const SMALL = { width: 320, height: 568 };

let shop: TestShop;
let browser: Browser;
let newcomer: Buyer;
/** In the middle of the ladder, with points, a balance and one free delivery of three used. */
let member: Buyer;
const phones: Phone[] = [];

beforeAll(async () => {
  shop = await aShopToLookAt();
  browser = await startBrowser();
  const operator = await anOperator(shop);
  const { id: campaignId } = await couponCampaign(shop, operator, { claim: 'granted' });
  await withRules(shop, aLadder({ tiers: threeTiers(campaignId) }), operator);
  await setPoints(shop, { expiryMonths: 1 });
  const item = { campaignId, points: 800, perPersonMax: 1, stock: 100, isOffered: true };
  await operator.post('/ops/points/shop-items', item);
  [newcomer, member] = [await aBuyer(shop), await aBuyer(shop)];
  await grown(shop, member.id, 2_874);
  await granted(shop, member.id, 1_260);
  await earned(shop, member.id, 16_800);
  await aLot(shop, member.id, { principal: 20_000, bonus: 3_050 });
  await placed(member, [{ skuId: await skuOf(shop, 'incense-sticks'), quantity: 1 }]);
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

function threeTiers(campaignId: string) {
  const off = (offBps: number) => {
    const price = { kind: 'price-off' as const, scope: null, prices: [] };
    return { ...price, offBps, combinesWith: ['reduction' as const] };
  };
  const gift = { kind: 'birthday-gift' as const, campaignIds: [campaignId], daysBefore: 7 };
  const freight = { kind: 'free-freight' as const, perMonth: 3 };
  const points = { kind: 'points-multiplier' as const, multiplierBps: 15_000 };
  const early = { kind: 'early-access' as const, minutes: 10 };
  return [
    { ...aTier('regular', 0), name: '普通会员' },
    { ...aTier('silver', 1_000, off(500), freight, gift), name: '银卡' },
    { ...aTier('gold', 3_000, off(1_000), freight, gift, points, early), name: '金卡' },
  ];
}

/** Someone looks at a page, reads these words there, and a picture is kept. */
async function sees(
  who: Buyer | null,
  route: string,
  words: string | RegExp,
  name: string,
  how: Parameters<typeof opened>[3] = {},
): Promise<Phone> {
  const phone = await opened({ shop, browser }, who, route, how);
  phones.push(phone);
  await phone.seen(words).waitFor();
  await phone.look(name);
  const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(phone.screen.width);
  return phone;
}

describe('given someone without a tier yet', () => {
  it('when they only look around, then they are invited to log in', async () => {
    await sees(null, '/member/index', '登录，查看您的会员卡', 'm01-visitor');
  });

  it('when they are logged in, then the card says what is missing to the first tier', async () => {
    await sees(newcomer, '/member/index', '再消费 ¥1000 升级银卡', 'm02-newcomer');
  });

  it('when no answer comes, then that is said, and trying again shows the card', async () => {
    const phone = await sees(newcomer, '/member/index', '重试', 'm03-failed', {
      before: ({ page }) => page.route('**/shop/member', (route) => route.abort()),
    });
    await phone.page.unroute('**/shop/member');
    await phone.tap('重试');
    await phone.seen('普通会员').waitFor();
  });
});

describe('given a member in the middle of the ladder', () => {
  it('when they open the card, then progress, what they own and what is left are there', async () => {
    const phone = await sees(member, '/member/index', '再消费 ¥126 升级金卡', 'm10-card');
    await phone.seen('本月已用 1 次，还剩 2 次').waitFor();
    await phone.seen('¥230.50').waitFor();
    await phone.seen('升级金卡后新增').scrollIntoViewIfNeeded();
    await phone.seen('会员价 9 折').scrollIntoViewIfNeeded();
    await phone.look('m11-card-foot');
  });

  it('when the phone is small or English, then it reads as well', async () => {
    await sees(member, '/member/index', '再消费 ¥126 升级金卡', 'm12-card-small', {
      screen: SMALL,
    });
    const english = /^Spend ¥126 more/;
    await sees(member, '/member/index', english, 'm13-card-en', { locale: 'en-US' });
    const both = { screen: SMALL, locale: 'en-US' };
    await sees(member, '/member/index', english, 'm14-card-en-small', both);
  });

  it.each([
    ['/membership/growth', '充值', '+2,874', 'growth'],
    ['/membership/tiers', '当前等级', '秒杀提前 10 分钟', 'tiers'],
    ['/membership/points', /^168 积分待生效/, /^1,260 积分将于/, 'points'],
    ['/membership/points-shop', '800 积分', '兑换', 'points-shop'],
  ])('when they open %s, then it says where they stand', async (route, words, more, name) => {
    const phone = await sees(member, route, words, `m20-${name}`);
    await phone.seen(more).waitFor();
    await sees(member, route, words, `m20-${name}-small`, { screen: SMALL });
    await sees(member, route, /[A-Z]/, `m20-${name}-en`, { locale: 'en-US' });
  });

  it('when they tell their name and birthday, then the card bears the name', async () => {
    const phone = await sees(member, '/member/index', '填写昵称和生日', 'm30-before');
    await phone.tap('填写昵称和生日');
    await phone.fill('昵称', '林小满');
    await phone.tap('选择月份');
    await phone.look('m31-months');
    await phone.tap('2 月');
    await phone.tap('保存');
    await phone.seen('请同时选择月份和日期').waitFor();
    await phone.look('m32-profile');
    await phone.tap('选择日期');
    await phone.tap('29 日');
    await phone.tap('保存');
    await phone.seen('再消费 ¥126 升级金卡').waitFor();
    await phone.seen('林小满').waitFor();
  });

  it('when they redeem points, then a coupon is had and the points are spent', async () => {
    const phone = await sees(member, '/membership/points-shop', '兑换', 'm40-shop');
    await phone.tap('兑换');
    await phone.seen('用 800 积分兑换？').waitFor();
    await phone.tap('兑换');
    await phone.seen('已兑换').waitFor();
    expect(await member.get('/shop/points')).toMatchObject({ active: 460 });
  });
});

describe('given a member who checks out', () => {
  it('then the total names their price and their free delivery', async () => {
    const lines = `${await skuOf(shop, 'incense-sticks')}x1`;
    const phone = await sees(
      member,
      `/checkout/index?lines=${lines}`,
      '银卡专享价',
      'm50-checkout',
    );
    await phone.seen('银卡包邮').waitFor();
  });
});
