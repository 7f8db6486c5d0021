import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fen, type Cart, type ProductDraft } from '@siyu/shared';
import { cartLine } from '../../factories/cart.js';
import { aProduct, aSku, idsOf, stocked } from '../../factories/product.js';
import { aBuyer, aHandle, aRequest, quoted, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const IN_COLOURS = { optionNames: ['颜色'], skus: [aSku({ optionValues: ['米白'] })] };

let shop: TestShop;
let buyer: Buyer;
/** What the buyer has two of in the cart. */
let skuId: string;
/** Says something else of the product, as an operator's next import would. */
let becomes: (change: Partial<ProductDraft>) => Promise<unknown>;

beforeAll(async () => {
  shop = await aShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  const handle = aHandle();
  becomes = (change) => stocked(shop, aProduct({ handle, ...change }));
  await becomes({});
  skuId = (await idsOf(shop, handle)).skuIds[0]!;
  buyer = await aBuyer(shop);
  await buyer.put(`/shop/cart/lines/${skuId}`, { quantity: 2 });
});

describe('given two of a SKU in the cart', () => {
  it.each([
    ['the product is taken off sale', { published: false }, 'gone', 'SKU_GONE'],
    ['it is sold in colours instead', IN_COLOURS, 'gone', 'SKU_GONE'],
    ['the last was sold', { skus: [aSku({ stock: 0 })] }, 'sold-out', 'STOCK_INSUFFICIENT'],
    ['one is left', { skus: [aSku({ stock: 1 })] }, 'insufficient', 'STOCK_INSUFFICIENT'],
  ])(
    'when %s, then the line still stands, says so, and an order of it is refused',
    async (_, change, state, refusal) => {
      const request = await aRequest(buyer, [{ skuId, quantity: 2 }]);
      await becomes(change);
      expect(await cartLine(buyer, skuId)).toMatchObject({
        state,
        quantity: 2,
        title: '粗陶马克杯',
      });
      const body = { ...request, fromCart: true };
      expect(await buyer.refusal('POST', '/shop/orders', { body })).toBe(refusal);
      expect(await cartLine(buyer, skuId)).toMatchObject({ state });
    },
  );

  it('when its price moves, then both prices are shown, and the quote takes the new one', async () => {
    await becomes({ skus: [aSku({ priceFen: fen(1_500) })] });
    expect(await cartLine(buyer, skuId)).toMatchObject({
      ...{ state: 'ok', addedPriceFen: 1_200, unitPriceFen: 1_500 },
    });
    expect(await quoted(buyer, [{ skuId, quantity: 2 }])).toMatchObject({ goodsFen: 3_000 });
  });

  it('when it is on sale again, then the line can be bought as it stood', async () => {
    await becomes({ published: false });
    await becomes({});
    expect(await cartLine(buyer, skuId)).toMatchObject({ state: 'ok', quantity: 2 });
  });

  it('when it is gone, then it can be taken out, by itself or with others', async () => {
    await becomes({ published: false });
    await buyer.del(`/shop/cart/lines?skuIds=${skuId}`);
    expect(await buyer.get<Cart>('/shop/cart')).toEqual({ lines: [] });
  });

  it('when a SKU that never was is put in, then that is refused', async () => {
    const body = { quantity: 1 };
    const never = `/shop/cart/lines/${'0'.repeat(26)}`;
    expect(await buyer.refusal('PUT', never, { body })).toBe('SKU_NOT_FOUND');
  });
});
