import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Shopper } from '@siyu/shared';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
});
afterAll(() => shop.close());

describe('given someone who opens the mini-program for the first time', () => {
  it('when they agree and log in, then they are a shopper', async () => {
    const shopper = await aShopper(shop);
    expect(await shopper.get<Shopper>('/shop/me')).toEqual(shopper.session.shopper);
  });
});
