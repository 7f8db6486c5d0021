import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Order, Product, ProductCard } from '@siyu/shared';
import type { Locator } from 'playwright-core';
import { client } from '../factories/http.js';
import { anAddress } from '../factories/shopper.js';
import type { Phone } from './phone.js';
import { aShopFront, ordered, shipped, type ShopFront } from './shop-front.js';

const PHONE = { width: 390, height: 844 };
const SMALL = { width: 320, height: 568 };

let front: ShopFront;
let skuId: string;

beforeAll(async () => {
  front = await aShopFront();
  skuId = await aSkuOnSale();
});
afterEach(() => front.clear());
afterAll(() => front.close());

async function aSkuOnSale(): Promise<string> {
  const read = client(front.shop.url);
  const { items } = await read.get<{ items: ProductCard[] }>('/shop/products?limit=20');
  const card = items.find((one) => one.title === '大豆蜡香薰蜡烛') ?? items[0]!;
  const { skus } = await read.get<Product>(`/shop/products/${card.id}`);
  return skus.find((sku) => sku.stock > 10)!.id;
}

/** The visible one of these. */
const visible = (phone: Phone, selector: string): Locator =>
  phone.page.locator(selector).locator('visible=true');

describe('given an order in the list', () => {
  it('when its card is tapped anywhere, then the order opens; its button still pays', async () => {
    const { phone, shopper } = await front.shopper();
    await ordered(shopper, skuId);
    await front.open(phone, '/orders/index');
    await phone.seen('去付款').waitFor();
    await phone.look('30-orders');
    const card = (await visible(phone, '.record').boundingBox())!;
    for (const part of [0.15, 0.5, 0.9]) {
      await phone.page.mouse.click(card.x + card.width * 0.4, card.y + card.height * part);
      await phone.seen('订单详情').waitFor();
      await phone.page.goBack();
      // The page that leaves is still seen for a moment, and would be left a second time.
      await phone.seen('订单详情').waitFor({ state: 'hidden' });
      await phone.seen('我的订单').waitFor();
    }
    await phone.tap('去付款');
    await phone.seen('确认支付').waitFor();
  });

  it('when it was cancelled, then nobody is told that they paid', async () => {
    const { phone, shopper } = await front.shopper();
    const { id } = await ordered(shopper, skuId);
    await shopper.post(`/shop/orders/${id}/cancellation`);
    await front.open(phone, `/orders/detail?id=${id}`);
    await phone.seen('您已取消订单').first().waitFor();
    expect(await phone.seen('实付').count()).toBe(0);
    await phone.look('31-cancelled');
  });

  it('when its number is copied, then it stood there whole on one line', async () => {
    const { phone, shopper } = await front.shopper();
    const { id } = await ordered(shopper, skuId);
    await front.open(phone, `/orders/detail?id=${id}`);
    const number = phone.seen(id);
    await number.waitFor();
    const [height, cut] = await number.evaluate((text) => [
      text.clientHeight,
      text.scrollWidth > text.clientWidth,
    ]);
    expect(height).toBeLessThan(24);
    expect(cut).toBe(false);
    await phone.tap('复制');
    await phone.seen('已复制').waitFor();
  });
});

describe('given a form with nothing filled in', () => {
  it('when an address is saved, then what is wrong stands above the line that ends its field', async () => {
    const { phone } = await front.shopper();
    await front.open(phone, '/addresses/edit');
    await phone.tap('保存');
    await phone.look('32-address-wrong');
    for (const problem of ['请填写收货人', '请选择省份', '请填写区县', '请填写详细地址']) {
      const said = (await phone.seen(problem).boundingBox())!;
      const field = phone.page.locator('.field', { hasText: problem }).locator('visible=true');
      const { bottom, line } = await field.evaluate((one) => ({
        bottom: one.getBoundingClientRect().bottom,
        line: [...one.querySelectorAll('*')].some(
          (part) => getComputedStyle(part).borderBottomStyle === 'solid',
        ),
      }));
      expect(said.y + said.height).toBeLessThanOrEqual(bottom);
      expect(line).toBe(false);
    }
  });

  it('when a return is asked for, then every open question is marked', async () => {
    const { phone, shopper } = await front.shopper();
    const { id } = await shipped(front, shopper, skuId);
    await front.open(phone, `/after-sale/apply?orderId=${id}`);
    await phone.tap('提交申请');
    await phone.seen('请选择商品').waitFor();
    await visible(phone, '.problem').first().waitFor();
    expect(await visible(phone, '.problem').allInnerTexts()).toEqual([
      '请选择处理方式',
      '请选择商品',
    ]);
    await phone.look('33-apply-wrong');
  });
});

describe('given an address the shop does not deliver to', () => {
  it('then checkout says so, tells no freight and no total, and cannot be sent', async () => {
    const { phone, shopper } = await front.shopper();
    const place = { province: '新疆维吾尔自治区', city: '乌鲁木齐市', district: '天山区' };
    await shopper.post('/shop/addresses', anAddress({ ...place, isDefault: true }));
    await front.open(phone, `/checkout/index?lines=${skuId}x1`);
    await phone.seen('该地区暂不配送，请更换地址').waitFor();
    await phone.look('34-not-delivered');
    const button = visible(phone, '.checkout-decision .button');
    expect(await button.innerText()).toBe('该地区暂不配送');
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await visible(phone, '.amounts-total').innerText()).not.toContain('¥');
  });
});

describe('given a phone in English', () => {
  it('when a receipt is confirmed, then the dialog opens and the order completes', async () => {
    const { phone, shopper } = await front.shopper(PHONE, 'en-US');
    const { id, receiptConfirmation } = await shipped(front, shopper, skuId);
    const paid = { transaction_id: receiptConfirmation?.transactionId };
    await client(front.shop.sandboxUrl).post('/sandbox/confirm-receive', paid);
    await front.open(phone, `/orders/detail?id=${id}`);
    await phone.tap('Confirm receipt');
    await phone.tap('Received');
    await phone.seen('Receipt confirmed').waitFor();
    expect((await shopper.get<Order>(`/shop/orders/${id}`)).state).toBe('completed');
  });
});

describe('given a small phone', () => {
  it('when an order is paid, then both answers of the sheet are in sight', async () => {
    const { phone, shopper } = await front.shopper(SMALL);
    const { id } = await ordered(shopper, skuId);
    await front.open(phone, `/orders/detail?id=${id}`);
    await phone.tap(/^付款 ¥/);
    await phone.seen('确认支付').waitFor();
    await phone.look('35-small-payment');
    const cancel = (await phone.seen('取消').boundingBox())!;
    expect(cancel.y + cancel.height).toBeLessThanOrEqual(SMALL.height);
  });
});
