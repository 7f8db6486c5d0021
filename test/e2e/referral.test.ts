import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { OpsOrder, Order, Page as Listed } from '@siyu/shared';
import type { Browser } from 'playwright-core';
import { fen } from '../../shared/src/money.js';
import { refundedUnits } from '../factories/after-sale.js';
import { expectCleanAudit } from '../factories/audit.js';
import { received, settled, shipped, unitsOf } from '../factories/fulfilment.js';
import { client, type Client } from '../factories/http.js';
import { anOperator, type TestOperator } from '../factories/operator.js';
import { aProduct, aSku, idsOf, stocked } from '../factories/product.js';
import { publishedProgramme } from '../factories/programme.js';
import { aPromoter, earningsOf, setCommission, type TestPromoter } from '../factories/promoter.js';
import { notified, type Buyer } from '../factories/purchase.js';
import { aShop, type TestShop } from '../factories/shop.js';
import { aShopper } from '../factories/shopper.js';
import { aPhone, startBrowser, type Phone } from './phone.js';
import { sessionToken } from './shop-front.js';
import { aFlashSaleOf, opened, slotOf } from './state-shop.js';
import { typesAnAddress } from './types-an-address.js';

const GOODS = 'silk-pillowcase';
const SOLD = { priceFen: fen(26_900), stock: 20 };
const DAY_MS = 86_400_000;

let shop: TestShop;
let browser: Browser;
let operator: TestOperator;
/** Who shares: an inviter as anybody is, and a promoter besides. */
let ann: TestPromoter;
const phones: Phone[] = [];

beforeAll(async () => {
  shop = await aShop({ H5_DIR: join(import.meta.dirname, '../../miniapp/dist/h5') });
  await stocked(shop, aProduct({ handle: GOODS, title: '桑蚕丝枕套', skus: [aSku(SOLD)] }));
  browser = await startBrowser();
  operator = await anOperator(shop);
  await setCommission(operator, { levels: 1 });
  await publishedProgramme(operator);
  ann = await aPromoter(shop, operator);
  const goods = [{ handle: GOODS, priceFen: 19_900, stock: 5 }];
  await aFlashSaleOf(shop, goods, [slotOf(shop, -1, 100)], 0);
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

async function annSees(route: string, words: string | RegExp, name: string): Promise<Phone> {
  const phone = await opened({ shop, browser }, ann, route);
  phones.push(phone);
  await phone.seen(words).waitFor();
  await phone.look(name);
  return phone;
}

/** What is in the clipboard once ann has tapped “share” on the product’s page. */
async function linkFromThePage(): Promise<string> {
  const { productId } = await idsOf(shop, GOODS);
  const phone = await annSees(`/product/index?id=${productId}`, '立即抢', 'referral-product');
  await phone.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await phone.tap('分享');
  await phone.seen('链接已复制，发给好友吧').waitFor();
  return phone.page.evaluate(() => navigator.clipboard.readText());
}

async function daysOn(days: number): Promise<void> {
  shop.clock.advance(days * DAY_MS);
  await settled(shop);
  operator = await anOperator(shop);
}

async function opens(phone: Phone, link: string): Promise<void> {
  await phone.page.goto('about:blank');
  await phone.page.goto(link);
  await phone.seen(/^同意/).waitFor();
}

async function buysInTheFlashSale(phone: Phone): Promise<void> {
  await phone.tap('立即抢');
  await phone.page.locator('.option-buttons .button:visible').click();
  await typesAnAddress(phone);
  await phone.tap(/提交订单/);
  await phone.tap('确认支付');
  await phone.seen('付款成功').waitFor();
  await notified(shop);
}

async function newestOrderOf(buyer: Client): Promise<Order> {
  const { items } = await operator.get<Listed<OpsOrder>>('/ops/orders');
  return buyer.get<Order>(`/shop/orders/${items[0]!.id}`);
}

async function completed(buyer: Client, order: Order): Promise<void> {
  await shipped(shop, operator, order);
  await received(shop, buyer as Buyer, order.id);
  await settled(shop);
}

async function withdrawsAll(phone: Phone): Promise<void> {
  await phone.tap('提现');
  await phone.tap('全部提现');
  await phone.tap('储值余额');
  await phone.look('referral-withdraw');
  await phone.tap('提现 ¥19.90');
  await phone.tap('确认');
  await phone.seen('提现记录').waitFor();
}

it('given a friend who is new and logs in three days after ann’s link was opened, when they buy in the flash sale and it is refunded after all was settled, then ann sees each step', async () => {
  const link = await linkFromThePage();
  const phone = await aPhone(browser);
  phones.push(phone);
  await opens(phone, link);
  await daysOn(3);
  await opens(phone, link);
  await phone.tap(/^同意/);
  const bo = client(shop.url, await sessionToken(phone));
  await buysInTheFlashSale(phone);
  const order = await newestOrderOf(bo);
  expect(order).toMatchObject({ totalFen: 19_900 });

  await annSees('/invitations/index', '订单收货并过售后期后到账', 'referral-invite-pending');
  await annSees('/promoter/index', '¥19.90', 'referral-promoter-estimated');
  await annSees('/promoter/team', '佣金订单 1 单', 'referral-team');
  await completed(bo, order);
  await daysOn(16);
  await annSees('/invitations/index', '已到账', 'referral-invite-granted');
  await withdrawsAll(await annSees('/promoter/index', '提现', 'referral-promoter-settled'));

  await refundedUnits(shop, operator, order, unitsOf(order));
  await annSees('/promoter/index', /^待扣回 ¥19.90/, 'referral-promoter-owed');
  expect(await earningsOf(await aShopper(shop, ann))).toMatchObject({ owedFen: 1_990 });
  await annSees('/promoter/orders', /^订单已全额退款/, 'referral-orders-refunded');
  await annSees('/invitations/index', '订单已退款，奖励已收回', 'referral-invite-taken-back');
  expect(phones.flatMap(({ troubles }) => troubles)).toEqual([]);
  await expectCleanAudit(shop);
});
