import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client } from '../../factories/http.js';
import { aNewcomer, newcomerPrice } from '../../factories/newcomer.js';
import { anOperator } from '../../factories/operator.js';
import {
  aRequest,
  payInSheet,
  placed,
  prepaid,
  quoted,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';
import { statementsOf } from '../../factories/statements.js';

let shop: TestShop;
let skuId: string;
let former: Buyer;
beforeAll(async () => {
  shop = await aShop();
  former = await aNewcomer(shop);
  shop.clock.advance(3 * 86_400_000);
  former = { ...(await aShopper(shop, { openid: former.openid })), addressId: former.addressId };
  ({ skuId } = await newcomerPrice(shop, await anOperator(shop)));
});
afterAll(() => shop.close());

/** How many statements a quote, an order and the news of its payment take this shopper. */
async function purchaseOf(buyer: Buyer) {
  const lines = [{ skuId, quantity: 1 }];
  const count = async (work: () => Promise<unknown>) => (await statementsOf(shop, work)).statements;
  await quoted(buyer, lines);
  const quote = await count(() => quoted(buyer, lines));
  const body = await aRequest(buyer, lines);
  const place = await count(() => buyer.post('/shop/orders', body));
  const orders = await buyer.get<{ items: { id: string }[] }>('/shop/orders');
  const sheet = await prepaid(buyer, orders.items[0]?.id ?? '');
  const notify = await count(async () => {
    await payInSheet(shop, sheet);
    await client(shop.sandbox.url).post('/sandbox/callbacks/flush', { all: true });
  });
  return { quote, place, notify };
}

describe('SQL statements of a purchase while a newcomer price is live', () => {
  it('given someone whose window is over, then they cost nothing more', async () => {
    expect(await purchaseOf(former)).toEqual({ quote: 2, place: 9, notify: 6 });
  });

  it('given a newcomer, then a quote costs four more; claims and limits come with the order', async () => {
    // Who they are, whether they have ordered or have a claim, and whether many share the place.
    expect(await purchaseOf(await aNewcomer(shop))).toEqual({ quote: 6, place: 20, notify: 9 });
  });

  it('given a shopper who logs in within the window without a pack, then it costs nothing', async () => {
    const ann = await aNewcomer(shop);
    const again = () => aShopper(shop, { openid: ann.openid });
    await again();
    expect((await statementsOf(shop, again)).statements).toBeLessThanOrEqual(9);
    expect((await placed(ann, [{ skuId, quantity: 1 }])).totalFen).toBe(990);
  });
});
