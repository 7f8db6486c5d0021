import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AfterSale, OpsOrder, Page as Listed } from '@siyu/shared';
import { filesBelow } from '../../server/src/catalog/import/picture-source.js';
import { answered, arrived } from '../factories/after-sale.js';
import { expectCleanAudit } from '../factories/audit.js';
import { anOperator, type TestOperator } from '../factories/operator.js';
import { aPhoto } from '../factories/picture.js';
import { importCsv } from '../factories/product.js';
import { notified } from '../factories/purchase.js';
import { aShop, type TestShop } from '../factories/shop.js';
import type { WeappPage } from '../fakes/weapp/page.js';
import { Weapp } from '../fakes/weapp/weapp.js';

const DEMO = join(import.meta.dirname, '../../demo');
/** Where it is absent, the shop has the goods of the demo only. */
const REAL_CATALOGUE = join(import.meta.dirname, '../../../shared/data/catalogue.csv');
const SILK = '22 姆米桑蚕丝枕套';
/** What one tap on a stepper of the cart may send to the view. */
const STEPPER_BYTES_MAX = 200;

let shop: TestShop;
let operator: TestOperator;
const phones: Weapp[] = [];

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await importCsv(shop, readFileSync(join(DEMO, 'catalogue.csv')), { files: filesBelow(DEMO) });
  if (existsSync(REAL_CATALOGUE)) await importCsv(shop, readFileSync(REAL_CATALOGUE));
}, 60_000);
afterEach(() => Promise.all(phones.splice(0).map((phone) => phone.close())));
afterAll(() => shop.close());

/** Opens the shop and agrees to what it asks. */
async function opened(openid: string): Promise<Weapp> {
  const phone = Weapp.launch({ serverUrl: shop.url, sandboxUrl: shop.sandbox.url, openid });
  phones.push(phone);
  await phone.agree('同意并继续');
  await phone.until('they are logged in', () => phone.person.storage.has('siyu.session'));
  return phone;
}

const bytesSent = (pages: readonly WeappPage[]) =>
  pages.flatMap((page) => page.setDataBytes).reduce((sum, one) => sum + one, 0);

/** The latest order, as an operator sees it. */
async function theOrder(): Promise<OpsOrder> {
  const { items } = await operator.get<Listed<{ id: string }>>('/ops/orders');
  return operator.get<OpsOrder>(`/ops/orders/${items[0]!.id}`);
}

async function findsSilkBySearch(phone: Weapp): Promise<void> {
  phone.page.tap({ className: 'search-entry-bar' });
  await phone.until('the search is open', (page) => page.has({ className: 'search-bar-input' }));
  phone.page.type({ className: 'search-bar-input' }, '蚕丝');
  phone.page.send({ className: 'search-bar-input' }, 'confirm', { value: '蚕丝' });
  await phone.tap(SILK);
  await phone.until('it is open', (page) => page.has({ className: 'price-block' }));
}

async function picksOptions(phone: Weapp, to: '加入购物车' | '立即购买'): Promise<void> {
  await phone.tap(to);
  for (const value of ['月白', '48×74 cm']) {
    await phone.tap(value);
    await phone.until(`${value} is chosen`, (page) =>
      page.has({ className: 'option-chosen', saying: value }),
    );
  }
  await phone.tap(to, 'sheet-foot');
}

/** One piece more in the cart, for next to nothing on the way to the view. */
async function changesTheQuantity(phone: Weapp): Promise<void> {
  await phone.says('已加入购物车');
  phone.page.tap({ className: 'purchase-entry', saying: '购物车' });
  await phone.shows('cart/index', '¥269');
  const pages = phone.opened;
  const before = bytesSent(pages);
  phone.page.tap({ className: 'stepper-tap', nth: 1 });
  await phone.shows('cart/index', '¥538');
  await phone.until('the server has answered', () => phone.asking === 0);
  await phone.tap('去结算');
  await phone.shows('checkout/index', '新建收货地址');
  const sent = bytesSent(pages) - before;
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThanOrEqual(STEPPER_BYTES_MAX);
}

async function typesANewAddress(phone: Weapp): Promise<void> {
  const field = (saying: string) => ({ className: 'field', saying });
  const lineOf = (saying: string) => ({ className: 'field-input', within: field(saying) });
  await phone.tap('新建收货地址');
  await phone.shows('addresses/edit', '保存并使用');
  const { page } = phone;
  page.type(lineOf('收货人'), '林晓');
  page.type(lineOf('手机号'), '138 0013 8000');
  page.send(field('所在地区'), 'change', { value: ['浙江省', '杭州市', '西湖区'] });
  page.type({ className: 'field-area' }, '文三路 100 号 2 幢 301');
  await phone.tap('保存并使用');
  await phone.shows('checkout/index', '浙江省杭州市西湖区文三路 100 号 2 幢 301');
}

/** WeChat's notification alone makes the order paid: the phone asks only when its sheet is gone. */
async function paysInTheSheet(phone: Weapp): Promise<void> {
  const seen: OpsOrder[] = [];
  phone.person.whileSheetCloses = async () => {
    await notified(shop);
    seen.push(await theOrder());
  };
  await phone.tap('提交订单 ¥538');
  await phone.shows('checkout/result', '付款成功');
  expect(seen).toMatchObject([{ state: 'to-ship', totalFen: 53_800 }]);
  await phone.tap('查看订单');
  await phone.shows('orders/detail', '待发货');
}

async function isSentTwoParcels(phone: Weapp): Promise<void> {
  const { id, lines } = await theOrder();
  for (const trackingNo of ['YT8800000001', 'YT8800000002']) {
    const parcel = { company: 'YTO', trackingNo, lines: [{ lineId: lines[0]!.id, quantity: 1 }] };
    await operator.post(`/ops/orders/${id}/parcels`, { parcels: [parcel] });
  }
  await shop.settle();
  phone.page.pullDown();
  await phone.shows('orders/detail', 'YT8800000001');
  await phone.shows('orders/detail', 'YT8800000002');
}

/** Turns back in WeChat's component first, which confirms nothing. */
async function confirmsReceipt(phone: Weapp): Promise<void> {
  phone.person.receives = 'cancel';
  await phone.tap('确认收货');
  await phone.says('还没有确认收货');
  expect((await theOrder()).state).toBe('shipped');
  phone.person.receives = 'confirm';
  await phone.tap('确认收货');
  await phone.shows('orders/detail', '已完成');
  expect((await theOrder()).state).toBe('completed');
}

async function asksForOneBack(phone: Weapp): Promise<void> {
  phone.person.photos = [await aPhoto()];
  await phone.tap('申请售后');
  await phone.tap('仅退款');
  phone.page.tap({ className: 'checkbox' });
  await phone.tap('质量问题');
  phone.page.tap({ className: 'evidence-place' });
  await phone.until('the photo is there', (page) => page.count('evidence-picture') === 1);
  await phone.tap('提交申请，退 ¥269');
  await phone.shows('after-sale/detail', '等待商家处理');
  const [address = ''] = phone.page.picturesIn({ className: 'after-sale-pictures' });
  expect(address).toMatch(/^https?:/);
  const { pathname, search } = new URL(address);
  const photo = await fetch(shop.url + pathname + search);
  expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/webp']);
}

async function getsItsMoney(phone: Weapp): Promise<void> {
  const { items } = await operator.get<Listed<AfterSale>>('/ops/after-sales');
  await answered(operator, items[0]!.id, 'approval', { answer: '抱歉，已为您退款' });
  await arrived(shop);
  expect((await theOrder()).refundedFen).toBe(26_900);
  phone.page.pullDown();
  await phone.shows('after-sale/detail', '已退款');
  phone.back();
  phone.page.pullDown();
  await phone.shows('orders/detail', '已退 ¥269');
  await phone.shows('orders/detail', '退款到账');
}

async function readsTheNotices(phone: Weapp): Promise<void> {
  phone.back();
  phone.tapTab('me/index');
  await phone.tap('消息');
  await phone.until('four notices are there', (page) => page.count('message') === 4);
  const notices = [0, 1, 2, 3].map((nth) => phone.page.textAt({ className: 'message', nth }));
  expect(notices).toEqual([
    expect.stringContaining('¥269 已原路退回您的支付账户'),
    expect.stringContaining('抱歉，已为您退款'),
    expect.stringContaining('YT8800000002'),
    expect.stringContaining('YT8800000001'),
  ]);
}

async function takesItsAddressFromWechat(phone: Weapp): Promise<void> {
  phone.person.wechatAddress = {
    userName: '王芳',
    telNumber: '13900139000',
    provinceName: '江苏省',
    cityName: '苏州市',
    countyName: '姑苏区',
    detailInfo: '平江路 8 号',
  };
  await phone.tap('新建收货地址');
  await phone.tap('从微信导入');
  await phone.shows('addresses/edit', '江苏省 苏州市 姑苏区');
  await phone.tap('保存并使用');
  await phone.shows('checkout/index', '王芳');
}

describe('one purchase on a phone, from scan to refund', () => {
  it('goes through in the mini-program that WeChat gets, and the books balance', async () => {
    const phone = await opened('o-buys');
    await findsSilkBySearch(phone);
    await picksOptions(phone, '加入购物车');
    await changesTheQuantity(phone);
    await typesANewAddress(phone);
    await paysInTheSheet(phone);
    await isSentTwoParcels(phone);
    await confirmsReceipt(phone);
    await asksForOneBack(phone);
    await getsItsMoney(phone);
    await readsTheNotices(phone);
    expect(phone.troubles).toEqual([]);
    await expectCleanAudit(shop);
  });
});

describe('given someone who buys at once and turns back in the payment sheet', () => {
  it('then the order waits for them at the address from WeChat, and can be paid', async () => {
    const phone = await opened('o-turns-back');
    await findsSilkBySearch(phone);
    await picksOptions(phone, '立即购买');
    await takesItsAddressFromWechat(phone);
    phone.person.pays = 'cancel';
    await phone.tap('提交订单 ¥269');
    await phone.shows('orders/detail', '待付款');
    await phone.shows('orders/detail', '江苏省苏州市姑苏区平江路 8 号');
    phone.person.pays = 'pay';
    await phone.tap('付款 ¥269');
    await phone.shows('checkout/result', '付款成功');
    await notified(shop);
    expect(await theOrder()).toMatchObject({ state: 'to-ship', totalFen: 26_900 });
    expect(phone.troubles).toEqual([]);
    await expectCleanAudit(shop);
  });
});
