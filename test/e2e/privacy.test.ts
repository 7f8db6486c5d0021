import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  Page as Listed,
  Product,
  ProductCard,
  Quote,
  VersionedPointsSettings,
} from '@siyu/shared';
import { client, type Client } from '../factories/http.js';
import { addAddress } from '../factories/shopper.js';
import { aShopFront, type ShopFront } from './shop-front.js';

const SMALL = { width: 320, height: 568 };

let front: ShopFront;
beforeAll(async () => {
  front = await aShopFront();
  const points = await front.operator.get<VersionedPointsSettings>('/ops/points/settings');
  const settings = { ...points.settings, isOn: true };
  await front.operator.put('/ops/points/settings', { ...points, settings });
});
afterEach(() => front.clear());
afterAll(() => front.close());

async function given(shopper: Client, points: number): Promise<void> {
  const { id: shopperId } = await shopper.get<{ id: string }>('/shop/me');
  await front.operator.post('/ops/points/adjustments', { shopperId, points, reason: '周年礼' });
}

/** An order that waits to be paid. */
async function ordered(shopper: Client): Promise<void> {
  const read = client(front.shop.url);
  const { items } = await read.get<Listed<ProductCard>>('/shop/products?limit=1');
  const { skus } = await read.get<Product>(`/shop/products/${items[0]!.id}`);
  const { id: addressId } = await addAddress(shopper);
  const asked = { lines: [{ skuId: skus[0]!.id, quantity: 1 }], addressId };
  const { totalFen: shownTotalFen } = await shopper.post<Quote>('/shop/quote', asked);
  await shopper.post('/shop/orders', { ...asked, shownTotalFen, returnPolicyConfirmed: true });
}

describe('given someone who wants to know what the shop keeps of them', () => {
  it('when they ask for a file, then it is made and can be downloaded', async () => {
    const { phone, shopper } = await front.shopper();
    await ordered(shopper);
    await front.open(phone, '/me/index');
    await phone.tap('个人信息与隐私');
    await phone.seen('生成文件').waitFor();
    await phone.look('privacy');
    await phone.tap('生成文件');
    await phone.seen('下载文件').waitFor();
    await phone.look('privacy-ready');
    const download = phone.page.waitForEvent('download');
    await phone.tap('下载文件');
    expect((await download).suggestedFilename()).toBe('my-data.json');
  });
});

describe('given someone who wants to be forgotten', () => {
  it('when an order is open, then it says so and there is nothing to confirm', async () => {
    const { phone, shopper } = await front.shopper();
    await ordered(shopper);
    await front.open(phone, '/privacy/deletion');
    await phone.seen('1 笔订单未完成').waitFor();
    await phone.look('deletion-blocked');
    expect(await phone.seen('我已了解，注销后不能恢复').count()).toBe(0);
  });

  it('when nothing is owed, then they see what they give up, and are gone once they confirm', async () => {
    const { phone, shopper } = await front.shopper();
    await given(shopper, 350);
    await front.open(phone, '/privacy/deletion');
    await phone.seen('积分 350').waitFor();
    await phone.look('deletion');
    await phone.tap('我已了解，注销后不能恢复');
    await phone.tap('注销账户');
    await phone.look('deletion-sure');
    await phone.tap('确定注销');
    await phone.seen('账户已注销').waitFor();
    expect(await shopper.refusal('GET', '/shop/me')).toBe('SESSION_EXPIRED');
    expect(await phone.page.evaluate(() => localStorage.getItem('siyu.consent'))).toBeNull();
  });

  it('given a small phone, then nothing is cut off', async () => {
    const { phone, shopper } = await front.shopper(SMALL);
    await given(shopper, 350);
    await front.open(phone, '/privacy/deletion');
    await phone.seen('积分 350').waitFor();
    await phone.look('deletion-small');
  });
});
