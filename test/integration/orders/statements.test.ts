import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client } from '../../factories/http.js';
import { aProduct, aSku, stocked } from '../../factories/product.js';
import {
  aBuyer,
  aHandle,
  aRequest,
  orderOf,
  payInSheet,
  placed,
  prepaid,
  quoted,
  skuOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { statementsOf } from '../../factories/statements.js';

let shop: TestShop;
let buyer: Buyer;
let skuId: string;

beforeAll(async () => {
  shop = await aShop();
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, skus: [aSku({ stock: 100 })] }));
  skuId = await skuOf(shop, handle);
  buyer = await aBuyer(shop);
  await quoted(buyer, [{ skuId, quantity: 1 }]);
});
afterAll(() => shop.close());

async function count(work: () => Promise<unknown>): Promise<number> {
  return (await statementsOf(shop, work)).statements;
}

/** The clock stands still, so session and settings stay remembered; each count includes the COMMIT. */
describe('SQL statements of a purchase', () => {
  it('putting into the cart takes 3', async () => {
    expect(await count(() => buyer.put(`/shop/cart/lines/${skuId}`, { quantity: 1 }))).toBe(3);
  });

  it('a quote takes 2', async () => {
    expect(await count(() => quoted(buyer, [{ skuId, quantity: 1 }]))).toBe(2);
  });

  it('placing an order takes 9', async () => {
    const body = await aRequest(buyer, [{ skuId, quantity: 1 }]);
    expect(await count(() => buyer.post('/shop/orders', body))).toBe(9);
  });

  it('a prepay session takes 2', async () => {
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    expect(await count(() => prepaid(buyer, id))).toBe(2);
  });

  it('being notified as paid takes 6, the order’s move included and a look at its offers', async () => {
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    const answer = await prepaid(buyer, id);
    const notify = async () => {
      await payInSheet(shop, answer);
      await client(shop.sandbox.url).post('/sandbox/callbacks/flush', { all: true });
    };
    expect(await count(notify)).toBe(6);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship' });
  });

  it('an order of five SKUs takes as many as an order of one, and a savepoint', async () => {
    const handle = aHandle();
    const skus = ['S', 'M', 'L', 'XL', 'XXL'].map((size) =>
      aSku({ code: `${handle}-${size}`, optionValues: [size] }),
    );
    await stocked(shop, aProduct({ handle, optionNames: ['尺寸'], skus }));
    const found: { id: string }[] = await shop.db.query(
      'SELECT sku.id FROM sku JOIN product ON product.id = product_id WHERE handle = ?',
      [handle],
    );
    const body = await aRequest(
      buyer,
      found.map((sku) => ({ skuId: sku.id, quantity: 1 })),
    );
    expect(await count(() => buyer.post('/shop/orders', body))).toBe(10);
  });
});
