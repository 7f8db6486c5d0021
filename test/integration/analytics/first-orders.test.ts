import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CampaignReport } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { buyOneGetOne } from '../../factories/gift.js';
import { paysFor } from '../../factories/group-buy.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { paidBy } from '../../factories/paid-by.js';
import { aBuyer, paid, placed, type Buyer, type Wanted } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
let ann: Buyer;
let bo: Buyer;
let campaignId: string;
/** Goods of the campaign, and others. */
let its: Wanted[];
let others: Wanted[];

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  others = [{ skuId: await aSkuFor(shop, { stock: 100 }), quantity: 1 }];
});
beforeEach(async () => {
  [ann, bo] = await Promise.all([aBuyer(shop), aBuyer(shop)]);
  const { campaign, skuId } = await buyOneGetOne(shop, operator);
  campaignId = campaign.id;
  its = [{ skuId, quantity: 1 }];
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** First orders among those it sold. */
async function firstOrders(): Promise<[number, number]> {
  const path = `/ops/campaigns/${campaignId}/report`;
  const { total } = await operator.get<CampaignReport>(path);
  return [total.firstOrders, total.soldOrders];
}

describe('given someone with an order of a campaign and another', () => {
  it('when the campaign’s is paid first, then it is the first, though placed last', async () => {
    const { id } = await placed(ann, others);
    await paid(shop, ann, its);
    shop.clock.advance(1_000);
    await paysFor(shop, ann, id);
    expect(await firstOrders()).toEqual([1, 1]);
  });

  it('when the other is paid first, then it is not, though placed first', async () => {
    const { id } = await placed(ann, its);
    await paid(shop, ann, others);
    shop.clock.advance(1_000);
    await paysFor(shop, ann, id);
    expect(await firstOrders()).toEqual([0, 1]);
  });

  it('when a friend paid for the other, then it is still theirs', async () => {
    const { id } = await placed(ann, others);
    await paidBy(shop, bo.openid, id);
    shop.clock.advance(1_000);
    await paid(shop, ann, its);
    expect(await firstOrders()).toEqual([0, 1]);
  });
});

describe('given someone who never ordered', () => {
  it('when a friend pays who has ordered before, then it is no first order', async () => {
    await paid(shop, bo, others);
    shop.clock.advance(1_000);
    const { id } = await placed(ann, its);
    await paidBy(shop, bo.openid, id);
    expect(await firstOrders()).toEqual([0, 1]);
  });

  it('when a friend pays who has not, then it is', async () => {
    const { id } = await placed(ann, its);
    await paidBy(shop, bo.openid, id);
    expect(await firstOrders()).toEqual([1, 1]);
  });
});
