import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AfterSale, OpsOrder, Page as Listed } from '@siyu/shared';
import type { Browser } from 'playwright-core';
import { startShop, type LiveShop } from '../bench/shop-process.mjs';
import { client, type Client } from '../factories/http.js';
import { aPhone, startBrowser, type Phone } from './phone.js';

const ROOT = join(import.meta.dirname, '..', '..');
const REAL_CATALOGUE = join(ROOT, '..', 'shared', 'data', 'catalogue.csv');
const SILK = '22 姆米桑蚕丝枕套';

let shop: LiveShop;
let browser: Browser;
let phone: Phone;
let operator: Client;

beforeAll(async () => {
  shop = await startShop({ H5_DIR: join(ROOT, 'miniapp/dist/h5') });
  await client(shop.sandboxUrl).put('/sandbox/switches', { refundIntervalMs: 0 });
  operator = await anOwner();
  if (existsSync(REAL_CATALOGUE)) command('import.js', REAL_CATALOGUE);
  browser = await startBrowser();
  phone = await aPhone(browser);
});
afterAll(async () => {
  await phone.page.screenshot({ path: join(ROOT, '.siyu/screenshots/last.png') });
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

/** The one order of the shop, as an operator sees it. */
async function theOrder(): Promise<OpsOrder> {
  const { items } = await operator.get<Listed<{ id: string }>>('/ops/orders');
  return operator.get<OpsOrder>(`/ops/orders/${items[0]!.id}`);
}

async function opensAndAgrees(): Promise<void> {
  await phone.page.goto(shop.url);
  await phone.look('01-consent');
  await phone.tap('同意并继续');
  await phone.seen('为你推荐').waitFor();
  await phone.look('02-home');
}

async function findsSilkBySearch(): Promise<void> {
  await phone.tap('搜索商品');
  await phone.page.locator('input:visible').fill('蚕丝');
  await phone.page.keyboard.press('Enter');
  await phone.seen(SILK).waitFor();
  await phone.look('03-search');
  await phone.tap(SILK);
}

async function picksOptionsAndAdds(): Promise<void> {
  await phone.seen('加入购物车').waitFor();
  await phone.look('04-product');
  await phone.tap('加入购物车');
  await phone.tap('月白');
  await phone.tap('48×74 cm');
  await phone.look('05-options');
  await phone.tap('加入购物车');
  await phone.seen('已加入购物车').waitFor();
}

async function changesTheQuantity(): Promise<void> {
  await phone.tap('购物车');
  await phone.seen('去结算').waitFor();
  await phone.page.getByLabel('加一件').locator('visible=true').first().click();
  await phone.seen(/538/).waitFor();
  await phone.look('06-cart');
}

async function checksOutToANewAddress(): Promise<void> {
  await phone.tap('去结算');
  await phone.tap('新建收货地址');
  await phone.fill('收货人', '林晓');
  await phone.fill('手机号', '13800138000');
  await phone.tap('请选择');
  await phone.look('07-province');
  await phone.tap('浙江省');
  await phone.fill('城市', '杭州市');
  await phone.fill('区县', '西湖区');
  await phone.fill('详细地址', '文三路 100 号 2 幢 301');
  await phone.look('08-address');
  await phone.tap('保存并使用');
  await phone.seen(/林晓/).waitFor();
  await phone.seen(/浙江省/).waitFor();
  await phone.look('09-checkout');
}

async function paysInTheSheet(): Promise<void> {
  await phone.tap(/提交订单/);
  await phone.seen('确认支付').waitFor();
  await phone.look('10-payment');
  await phone.tap('确认支付');
  await phone.seen('查看订单').waitFor();
  await phone.look('11-result');
  expect(await theOrder()).toMatchObject({ state: 'to-ship', totalFen: 53_800 });
  await phone.tap('查看订单');
  await phone.seen('待发货').waitFor();
  await phone.look('12-to-ship');
}

async function isSentTwoParcels(): Promise<void> {
  const { id, lines } = await theOrder();
  for (const trackingNo of ['YT8800000001', 'YT8800000002']) {
    const parcel = { company: 'YTO', trackingNo, lines: [{ lineId: lines[0]!.id, quantity: 1 }] };
    await operator.post(`/ops/orders/${id}/parcels`, { parcels: [parcel] });
  }
  await phone.page.reload();
  await phone.seen(/YT8800000002/).waitFor();
  await phone.look('13-shipped');
}

async function confirmsReceipt(): Promise<void> {
  await phone.tap('确认收货');
  await phone.seen('已收到').waitFor();
  await phone.look('14-confirm-receipt');
  await phone.tap('已收到');
  await phone.seen('已完成').waitFor();
  await phone.look('15-completed');
  expect((await theOrder()).state).toBe('completed');
}

async function asksForOneBack(): Promise<void> {
  await phone.tap('申请售后');
  await phone.seen('选择商品和数量').waitFor();
  await phone.tap('仅退款');
  await phone.page.getByLabel(`选择${SILK}`).locator('visible=true').last().click();
  await phone.tap('质量问题');
  await phone.seen(/269/).waitFor();
  await phone.look('16-apply');
  await phone.tap(/提交申请，退/);
  await phone.seen('等待商家处理').waitFor();
  await phone.look('17-after-sale');
}

async function getsItsMoney(): Promise<void> {
  const { items } = await operator.get<Listed<AfterSale>>('/ops/after-sales');
  await operator.post(`/ops/after-sales/${items[0]!.id}/approval`, { answer: '抱歉，已为您退款' });
  await phone.seen(/退款中|等待商家处理/).waitFor();
  await until(async () => (await theOrder()).refundedFen === 26_900);
  await phone.page.reload();
  await phone.seen('已退款').waitFor();
  await phone.look('18-refunded');
}

/** Asks again until it holds; the test's own time limit ends it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await phone.page.waitForTimeout(100);
}

describe('one purchase, from scan to refund', () => {
  it('goes through in the browser, and the books balance', async () => {
    await opensAndAgrees();
    await findsSilkBySearch();
    await picksOptionsAndAdds();
    await changesTheQuantity();
    await checksOutToANewAddress();
    await paysInTheSheet();
    await isSentTwoParcels();
    await confirmsReceipt();
    await asksForOneBack();
    await getsItsMoney();
    expect(phone.troubles).toEqual([]);
    expect(command('audit.js')).toContain('0 violations');
  });
});
