import { afterAll, beforeAll, expect, describe, it } from '@jest/globals';
import { fen, type Address, type QuoteAnswer, type ShopConfig } from '@siyu/shared';
import { aSkuFor } from '../../factories/fulfilment.js';
import { aBuyer, type Buyer } from '../../factories/purchase.js';
import { setShop } from '../../factories/settings.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { addAddress } from '../../factories/shopper.js';

let shop: TestShop;
let buyer: Buyer;
beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  const freight = { flatFen: fen(1_000), freeAboveFen: null, notDelivered: ['新疆', '西藏'] };
  await setShop(shop, { freight });
});
afterAll(() => shop.close());

describe('given a shop that does not deliver to two regions', () => {
  it('when a client begins, then it is told which', async () => {
    const { freight } = await buyer.get<ShopConfig>('/shop/config');
    expect(freight).toEqual({ flatFen: 1_000, freeAboveFen: null, notDelivered: ['新疆', '西藏'] });
  });

  it('when a purchase would go there, then it has no freight rather than none to pay', async () => {
    const place = { province: '西藏自治区', city: '拉萨市', district: '城关区' };
    const address: Address = await addAddress(buyer, place);
    const lines = [{ skuId: await aSkuFor(shop), quantity: 1 }];
    const asked = { lines, addressId: address.id };
    const quote = await buyer.post<QuoteAnswer>('/shop/quote', asked);
    expect(quote).toMatchObject({
      freight: { feeFen: null, reason: 'not-delivered' },
      totalFen: 1_200,
      refusal: 'REGION_NOT_DELIVERED',
    });
    const body = { ...asked, shownTotalFen: quote.totalFen, returnPolicyConfirmed: true };
    expect(await buyer.refusal('POST', '/shop/orders', { body })).toBe('REGION_NOT_DELIVERED');
  });
});
