import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type Campaign } from '@siyu/shared';
import type { Browser } from 'playwright-core';
import { expectCleanAudit } from '../factories/audit.js';
import { published } from '../factories/campaign.js';
import { aCouponRule, aRequestWith, claimed, inTab } from '../factories/coupon.js';
import { aTeamOf, joined, seated, type GroupBuy } from '../factories/group-buy.js';
import { idsOf } from '../factories/product.js';
import { aBuyer, notified, payInSheet, prepaid, skuOf, type Buyer } from '../factories/purchase.js';
import { aShopper } from '../factories/shopper.js';
import type { TestShop } from '../factories/shop.js';
import { startBrowser, type Phone } from './phone.js';
import { aFlashSaleOf, aGroupBuyOf, aShopToLookAt, grabs, opened, slotOf } from './state-shop.js';

const HOUR_MS = 3_600_000;
const TEAM = '/group-buy/team?team=';

let shop: TestShop;
let browser: Browser;
const phones: Phone[] = [];

beforeAll(async () => {
  shop = await aShopToLookAt();
  browser = await startBrowser();
});
afterEach(async () => {
  const troubles = phones.flatMap((phone) => phone.troubles);
  await Promise.all(phones.splice(0).map((phone) => phone.close()));
  expect(troubles).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await expectCleanAudit(shop);
  await shop.close();
});

type Who = Parameters<typeof opened>[1];

/** Someone looks at a page, reads these words there, and a picture is kept. */
async function sees(
  who: Who,
  route: string,
  words: string | RegExp,
  name: string,
  how: Parameters<typeof opened>[3] = {},
): Promise<Phone> {
  const phone = await opened({ shop, browser }, who, route, how);
  phones.push(phone);
  await phone.seen(words).waitFor();
  await phone.look(name);
  return phone;
}

const later = async (hours: number) => {
  shop.clock.advance(hours * HOUR_MS);
  await shop.settle();
  await notified(shop);
};

describe('given a shop that offers nothing', () => {
  it.each([
    ['/flash-sale/index', '今明两天没有秒杀，先看看别的好物', 's01-flash-empty'],
    ['/coupons/index', '暂时没有可领取的优惠券', 's02-centre-empty'],
    ['/coupons/mine', '还没有可用的优惠券', 's03-coupons-empty'],
    ['/newcomer/index', '暂时没有新人优惠', 's04-newcomer-empty'],
    [`${TEAM}01J00000000000000000000000`, /^这个团不存在/, 's05-team-gone'],
  ])('when %s is opened, then it says so and leads on', async (route, words, name) => {
    await sees(await aBuyer(shop), route, words, name);
  });
});

describe('given a flash sale that runs, with slots before and after', () => {
  let sale: Campaign;
  let buyer: Buyer;
  const product = async (handle: string) =>
    `/product/index?id=${(await idsOf(shop, handle)).productId}`;

  beforeAll(async () => {
    buyer = await aBuyer(shop);
    sale = await aFlashSaleOf(
      shop,
      [
        { handle: 'stoneware-mug', priceFen: 4_900, stock: 20 },
        { handle: 'glass-carafe', priceFen: 5_900, stock: 2 },
        { handle: 'thread-bound-notebook', priceFen: 1_990, stock: 20 },
      ],
      [slotOf(shop, -2, -1), slotOf(shop, -1, 3), slotOf(shop, 5, 6), slotOf(shop, 26, 27)],
      6,
    );
    await grabs(buyer, sale.id, await skuOf(shop, 'glass-carafe'), 2);
    await grabs(await aBuyer(shop), sale.id, await skuOf(shop, 'stoneware-mug'), 2);
    const comes = [{ handle: 'linden-honey', priceFen: 3_990, stock: 20 }];
    await aFlashSaleOf(shop, comes, [slotOf(shop, 5, 6)], 6);
    const announced = [{ handle: 'silk-eye-mask', priceFen: 6_900, stock: 20 }];
    await aFlashSaleOf(shop, announced, [slotOf(shop, 26, 27)], 2);
    const ends = [{ handle: 'osmanthus-cake', priceFen: 2_990, stock: 20 }];
    await aFlashSaleOf(shop, ends, [slotOf(shop, -1, 0.5)], 6);
  });

  it('when the channel is opened, then each slot says where it stands', async () => {
    const phone = await sees(buyer, '/flash-sale/index', '已抢光', 's10-flash-on');
    for (const [words, name] of [
      [/即将开抢/, 's11-flash-preheat'],
      [/预告/, 's12-flash-before'],
      [/已结束/, 's13-flash-ended'],
    ] as const) {
      await phone.tap(words);
      await phone.look(name);
    }
  });

  it.each([
    ['silk-eye-mask', /^明天 .* 开抢/, 's14-product-before'],
    ['linden-honey', '提醒我', 's15-product-preheat'],
    ['stoneware-mug', '平时价购买', 's16-product-on'],
    ['glass-carafe', '有人未付款时会重新放出', 's17-product-sold-out'],
  ])('when %s is opened, then its page says the same', async (handle, words, name) => {
    await sees(buyer, await product(handle), words, name);
  });

  it('when a slot ends while its product is looked at, then the page says so', async () => {
    shop.clock.advance(0.5 * HOUR_MS - 8_000);
    const phone = await opened({ shop, browser }, buyer, await product('osmanthus-cake'));
    phones.push(phone);
    await phone.seen(/^每人限购/).waitFor();
    shop.clock.advance(8_000);
    await phone.seen('本场秒杀已结束，现在按平时价出售').waitFor();
    await phone.look('s18-product-ended');
  });
});

describe('given teams', () => {
  let leader: Buyer;
  let forming: GroupBuy;
  let team: string;
  let short: string;
  let completed: string;
  beforeAll(async () => {
    leader = await aBuyer(shop);
    forming = await aGroupBuyOf(shop, 'soy-candle', { size: 3 });
    ({ teamId: team } = await aTeamOf(forming, leader));
    const pair = await aGroupBuyOf(shop, 'reed-diffuser', { size: 2 });
    ({ teamId: short } = await aTeamOf(pair, leader));
    const four = await aGroupBuyOf(shop, 'celadon-gaiwan', {
      ...{ size: 4, systemCompletesFromBps: 4_000 },
    });
    ({ teamId: completed } = await aTeamOf(four, leader));
    await joined(four, completed);
  });

  it('when one forms, then visitors may join it, and its leader invites', async () => {
    await sees(null, TEAM + team, /^参团/, 's20-team-forming');
    await sees(leader, TEAM + team, '邀请好友参团', 's21-team-leader');
  });

  it('when the front page is opened, then the nearest teams and the flash sale are there', async () => {
    const phone = await sees(leader, '/home/index', '即将成团', 's22-home');
    await phone.seen('即将成团').scrollIntoViewIfNeeded();
    await phone.look('s23-home-teams');
  });

  it('when its last seat is held, then it is full for others, and kept for who holds it', async () => {
    await joined(forming, team);
    const last = await aBuyer(shop);
    const { id } = await seated(forming, last, team);
    await sees(null, TEAM + team, '名额已满，等待付款', 's24-team-full');
    await sees(last, TEAM + team, '去付款', 's25-team-held');
    await payInSheet(shop, await prepaid(last, id));
    await notified(shop);
    await sees(last, TEAM + team, '拼团成功', 's26-team-succeeded');
  });

  it('when its time is over, then it says that this is being found out, and then what came', async () => {
    shop.clock.advance(24 * HOUR_MS);
    await sees(leader, TEAM + short, '正在确认拼团结果', 's27-team-expired');
    await later(0);
    await sees(leader, TEAM + short, '拼团未成功', 's28-team-failed');
    await sees(leader, TEAM + completed, '拼团成功 · 系统成团', 's29-team-completed');
  });
});

describe('given coupons', () => {
  let buyer: Buyer;
  const coupon = (name: string, days: number, stock = 1_000) =>
    published(shop, {
      ...{
        kind: 'coupon',
        name,
        slots: [slotOf(shop, -1, 200)],
        combinesWith: ['price', 'reduction', 'gift'],
      },
      rule: aCouponRule({ stock, validity: { kind: 'relative', days }, minimumFen: fen(5_000) }),
    });

  beforeAll(async () => {
    buyer = await aBuyer(shop);
    const [spring, autumn, brief, few] = [
      await coupon('春茶券', 10),
      await coupon('秋日券', 10),
      await coupon('一日券', 1),
      await coupon('限量券', 10, 1),
    ];
    await claimed(await aBuyer(shop), few);
    await claimed(buyer, brief);
    await later(25);
    buyer = { ...(await aShopper(shop, buyer)), addressId: buyer.addressId };
    for (const one of [spring, autumn]) await claimed(buyer, one);
    await coupon('见面礼', 10);
    const [first, second] = await inTab(buyer, 'usable');
    const lines = [{ skuId: await skuOf(shop, 'incense-sticks'), quantity: 1 }];
    const ordered = async (couponId: string) =>
      buyer.post<{ id: string }>('/shop/orders', await aRequestWith(buyer, lines, [couponId]));
    await payInSheet(shop, await prepaid(buyer, (await ordered(first!.id)).id));
    await notified(shop);
    await ordered(second!.id);
    await claimed(buyer, await coupon('夏至券', 10));
  });

  it('when the coupon centre is opened, then what is to be had, is had and is gone can be told apart', async () => {
    await sees(buyer, '/coupons/index', '已抢光', 's30-centre');
  });

  it('when the wallet is opened, then each tab says what became of its coupons', async () => {
    const phone = await sees(buyer, '/coupons/mine', '夏至券', 's31-coupons-usable');
    for (const [tab, words, name] of [
      [/^使用中/, '查看订单', 's32-coupons-locked'],
      ['已使用', /已使用$/, 's33-coupons-used'],
      ['已过期', '一日券', 's34-coupons-expired'],
    ] as const) {
      await phone.tap(tab);
      await phone.seen(words).waitFor();
      await phone.look(name);
    }
  });
});
