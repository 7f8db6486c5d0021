import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlacedOrder } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  aFlashSale,
  flashPlaced,
  flashQuoted,
  flashRefusal,
  flashRequest,
} from '../../../factories/flash-sale.js';
import { aLadder, aTier, grown, withRules } from '../../../factories/membership.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aBuyer, orderOf, type Buyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

async function aSilver(): Promise<Buyer> {
  const buyer = await aBuyer(shop);
  await grown(shop, buyer.id, 100);
  return buyer;
}

describe('given members whose tier frees the freight once a month', () => {
  it('when one buys on a flash sale, then as the page says, and the next one pays it', async () => {
    const tiers = [
      aTier('regular', 0),
      aTier('silver', 100, { kind: 'free-freight', perMonth: 1 }),
    ];
    await withRules(shop, aLadder({ tiers }), operator);
    const sale = await aFlashSale(shop, { perPersonMax: 3 }, operator);
    const [silver, regular] = [await aSilver(), await aBuyer(shop)];
    expect(await flashQuoted(silver, sale)).toMatchObject({ totalFen: 990 });
    const asShown = { ...flashRequest(silver), shownTotalFen: 990 };
    const { id, totalFen } = await silver.post<PlacedOrder>(sale.path, asShown);
    expect(totalFen).toBe(990);
    expect(await orderOf(silver, id)).toMatchObject({ freightFen: 0 });
    expect(await silver.refusal('POST', sale.path, { body: asShown })).toBe('QUOTE_CHANGED');
    expect((await flashPlaced(silver, sale)).totalFen).toBe(1_990);
    expect((await flashPlaced(regular, sale)).totalFen).toBe(1_990);
  });
});

describe('given goods that are kept for members', () => {
  it('when they are on a flash sale, then nobody else buys them there either', async () => {
    const sale = await aFlashSale(shop, {}, operator);
    const scope = { productIds: [], skuIds: [sale.skuId], categoryIds: [] };
    const tiers = [aTier('regular', 0), aTier('silver', 100, { kind: 'members-only', scope })];
    await withRules(shop, aLadder({ tiers }), operator);
    expect(await flashRefusal(await aBuyer(shop), sale)).toBe('MEMBERS_ONLY');
    expect((await flashPlaced(await aSilver(), sale)).totalFen).toBe(1_990);
  });
});
