import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QUANTITY_PER_LINE_MAX, type Cart } from '@siyu/shared';
import { anAnonymousPhone, cartLine } from '../../factories/cart.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { aShopper, newOpenid } from '../../factories/shopper.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
});
afterAll(() => shop.close());

const skusFor = (count: number) =>
  Promise.all(Array.from({ length: count }, () => aSkuFor(shop, { stock: 200 })));

/** Someone with a cart, and a phone of theirs that does not know them yet. */
async function someoneWith(skuId: string, quantity: number, selected = true) {
  const openid = newOpenid();
  const shopper = await aShopper(shop, { openid });
  await shopper.put(`/shop/cart/lines/${skuId}`, { quantity, selected });
  const phone = anAnonymousPhone(shop);
  const logIn = () => aShopper(shop, { openid, anonymousId: phone.anonymousId });
  return { phone, logIn };
}

describe('case 62: given the same SKU in the shopper’s cart and in an anonymous one', () => {
  it('when they log in, then the quantities add up, once, and the anonymous cart is empty', async () => {
    const [skuId = ''] = await skusFor(1);
    const { phone, logIn } = await someoneWith(skuId, 2);
    await phone.put(skuId, { quantity: 3 });
    expect(await cartLine(await logIn(), skuId)).toMatchObject({ quantity: 5, state: 'ok' });
    expect(await phone.cart()).toEqual({ lines: [] });
    expect(await cartLine(await logIn(), skuId)).toMatchObject({ quantity: 5 });
  });

  it('when both are many, then the line holds as many as a line may', async () => {
    const [skuId = ''] = await skusFor(1);
    const { phone, logIn } = await someoneWith(skuId, QUANTITY_PER_LINE_MAX - 1);
    await phone.put(skuId, { quantity: 2 });
    expect(await cartLine(await logIn(), skuId)).toMatchObject({ quantity: QUANTITY_PER_LINE_MAX });
  });

  it('when the sum is more than there is, then it stands there and says so', async () => {
    const skuId = await aSkuFor(shop, { stock: 4 });
    const { phone, logIn } = await someoneWith(skuId, 3);
    await phone.put(skuId, { quantity: 3 });
    const line = await cartLine(await logIn(), skuId);
    expect(line).toMatchObject({ quantity: 6, stock: 4, state: 'insufficient' });
  });

  it.each([true, false])(
    'when this phone has it ticked: %s, then it stays as this phone shows it',
    async (selected) => {
      const [skuId = ''] = await skusFor(1);
      const { phone, logIn } = await someoneWith(skuId, 1, !selected);
      await phone.put(skuId, { quantity: 1, selected });
      expect(await cartLine(await logIn(), skuId)).toMatchObject({ quantity: 2, selected });
    },
  );
});

describe('given different SKUs in the shopper’s cart and in an anonymous one', () => {
  it('when they log in, then all stand in one cart, each ticked or not as it was', async () => {
    const [mine = '', ticked = '', left = ''] = await skusFor(3);
    const { phone, logIn } = await someoneWith(mine, 1, false);
    await phone.put(left, { quantity: 1 });
    await phone.put(ticked, { quantity: 2 });
    await phone.select([ticked]);
    const { lines } = await (await logIn()).get<Cart>('/shop/cart');
    const shown = lines.map(({ skuId, quantity, selected }) => [skuId, quantity, selected]);
    expect(new Set(shown)).toEqual(
      new Set([
        [mine, 1, false],
        [ticked, 2, true],
        [left, 1, false],
      ]),
    );
  });
});

describe('given a cart of nobody', () => {
  it('when another phone asks, then it sees none of it', async () => {
    const [skuId = ''] = await skusFor(1);
    await anAnonymousPhone(shop).put(skuId, { quantity: 1 });
    expect(await anAnonymousPhone(shop).cart()).toEqual({ lines: [] });
  });
});
