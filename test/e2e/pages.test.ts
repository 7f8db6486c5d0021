import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Order, Product, ProductCard } from '@siyu/shared';
import { aRequestFor } from '../factories/after-sale.js';
import { client } from '../factories/http.js';
import { addAddress } from '../factories/shopper.js';
import { aShopFront, shipped, type OnPhone, type ShopFront } from './shop-front.js';

const WIDE = { width: 390, height: 844 };
const SMALL = { width: 320, height: 568 };

let front: ShopFront;
/** Someone with an order on its way, who asked for money back and has two addresses. */
let someone: OnPhone;
let order: Order;

beforeAll(async () => {
  front = await aShopFront();
  someone = await front.shopper();
  const { shopper } = someone;
  await addAddress(shopper, {
    recipient: '欧阳静怡',
    detail: '建国门外大街 1 号国贸写字楼 2 座 1701',
  });
  order = await shipped(front, shopper, await aSkuOnSale());
  await shopper.post('/shop/after-sales', aRequestFor(order));
});
afterAll(async () => {
  await front.clear();
  await front.close();
});

async function aSkuOnSale(): Promise<string> {
  const read = client(front.shop.url);
  const { items } = await read.get<{ items: ProductCard[] }>('/shop/products?limit=20');
  const card = items.find((one) => !one.soldOut)!;
  const { skus } = await read.get<Product>(`/shop/products/${card.id}`);
  return skus.find((sku) => sku.stock > 10)!.id;
}

/** Nothing serious to axe at either size, and nothing that has to be pushed aside to be read. */
async function looksRight(name: string): Promise<void> {
  const { page } = someone.phone;
  for (const [size, screen] of Object.entries({ '': WIDE, '-small': SMALL })) {
    await page.setViewportSize(screen);
    await someone.phone.look(`${name}${size}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(screen.width);
  }
  await page.setViewportSize(WIDE);
}

describe('given someone who has bought here', () => {
  it.each([
    ['category', '/category/index', '新品'],
    ['messages', '/messages/index', '商品已发出'],
    ['addresses', '/addresses/index', '欧阳静怡'],
    ['after-sales', '/after-sale/index', '等待商家处理'],
    ['fapiao', '/orders/fapiao?id=ORDER', '发票抬头'],
    ['agreement', '/documents/index?name=agreement', /^版本/],
    ['privacy', '/documents/index?name=privacy', /^版本/],
    ['licence', '/documents/index?name=licence', /MIT/],
  ])('when they open %s, then it looks right on a large phone and a small one', async (...at) => {
    const [name, route, text] = at;
    await front.open(someone.phone, route.replace('ORDER', order.id));
    await someone.phone.seen(text).first().waitFor();
    await looksRight(`40-${name}`);
  });
});

describe('given someone who searches', () => {
  it('when they have typed half, then words to choose from; when nothing is found, a way on', async () => {
    const { phone } = someone;
    await front.open(phone, '/search/index');
    const field = phone.page.locator('input:visible');
    await field.fill('蚕');
    await phone.seen(/枕套/).waitFor();
    await looksRight('41-suggestions');
    await field.fill('宇宙飞船');
    await phone.page.keyboard.press('Enter');
    await phone.seen(/没有找到/).waitFor();
    await looksRight('41-nothing-found');
    await field.fill('');
    await phone.seen('宇宙飞船').waitFor();
    await looksRight('41-history');
  });
});

describe('given someone who wants a fapiao for a company', () => {
  it('when the tax number is missing, then that is said, and the form keeps what was typed', async () => {
    const { phone } = someone;
    await front.open(phone, `/orders/fapiao?id=${order.id}`);
    await phone.tap('企业');
    await phone.fill('发票抬头', '杭州观夏文化有限公司');
    await phone.fill('邮箱', 'caiwu@example.com');
    await phone.tap('提交申请');
    await phone.seen(/^请填写 15–20 位税号/).waitFor();
    await looksRight('42-fapiao-wrong');
    await phone.fill('税号', '91330106MA2B00000X');
    await phone.tap('提交申请');
    await phone.seen('已提交，开好后会发送到您的邮箱').waitFor();
  });
});
