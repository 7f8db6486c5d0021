import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fen } from '../../../shared/src/money.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { aLadder, aTier, grown, withRules } from '../../factories/membership.js';
import { anOperator } from '../../factories/operator.js';
import { onSale } from '../../factories/paid-plan.js';
import { aBuyer, aRequest, quoted, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { statementsOf } from '../../factories/statements.js';

let shop: TestShop;
let buyer: Buyer;
let skuId: string;

beforeAll(async () => {
  shop = await aShop();
  const price = { kind: 'price-off' as const, scope: null, offBps: 500, prices: [] };
  const benefits = [
    { ...price, combinesWith: [] },
    { kind: 'free-freight' as const, perMonth: 9 },
  ];
  const tiers = [aTier('regular', 0), aTier('silver', 100, ...benefits)];
  await withRules(shop, aLadder({ tiers }));
  buyer = await aBuyer(shop);
  await grown(shop, buyer.id, 100);
  skuId = await aSkuFor(shop, { priceFen: fen(20_000), stock: 99 });
  await quoted(buyer, [{ skuId, quantity: 1 }]);
});
afterAll(() => shop.close());

const count = async (work: () => Promise<unknown>) => (await statementsOf(shop, work)).statements;

/** Beside what a shop without benefits takes: 2 for a quote, 9 for an order. */
describe('SQL statements of a member', () => {
  it('a quote takes 1 more', async () => {
    expect(await count(() => quoted(buyer, [{ skuId, quantity: 1 }]))).toBe(3);
  });

  it('a paid plan that is on sale and that nobody has adds nothing', async () => {
    await onSale(await anOperator(shop));
    await quoted(buyer, [{ skuId, quantity: 1 }]);
    expect(await count(() => quoted(buyer, [{ skuId, quantity: 1 }]))).toBe(3);
  });

  it('an order at a member’s price takes 2 more: the member, and what was saved', async () => {
    const body = await aRequest(buyer, [{ skuId, quantity: 1 }]);
    expect(await count(() => buyer.post('/shop/orders', body))).toBe(11);
  });

  it('the member page takes 4: the member, their growth, what was used, what was saved', async () => {
    expect(await count(() => buyer.get('/shop/member'))).toBe(4);
  });
});
