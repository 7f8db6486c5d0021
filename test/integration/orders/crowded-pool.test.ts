import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectCleanAudit } from '../../factories/audit.js';
import { aProduct, aSku, stocked } from '../../factories/product.js';
import { aBuyer, aHandle, aRequest, skuOf, stockOf } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const SHOPPERS = 30;

let shop: TestShop;

beforeAll(async () => {
  shop = await aShop({ DATABASE_POOL: '2' });
});
afterAll(() => shop.close());

describe('more shoppers at once than the pool has connections', () => {
  it('given the settings have to be read again, then nobody waits for a second connection', async () => {
    const handle = aHandle();
    await stocked(shop, aProduct({ handle, skus: [aSku({ stock: SHOPPERS })] }));
    const skuId = await skuOf(shop, handle);
    const buyers = await Promise.all(Array.from({ length: SHOPPERS }, () => aBuyer(shop)));
    const request = await aRequest(buyers[0]!, [{ skuId, quantity: 1 }]);

    shop.clock.advance(5_000);
    await Promise.all(
      buyers.map((buyer) => buyer.post('/shop/orders', { ...request, addressId: buyer.addressId })),
    );

    expect(await stockOf(shop, skuId)).toBe(0);
    await expectCleanAudit(shop);
  });
});
