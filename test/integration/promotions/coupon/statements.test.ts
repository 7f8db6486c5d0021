import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Campaign } from '@siyu/shared';
import { fen } from '../../../../shared/src/money.js';
import { claimed, couponCampaign } from '../../../factories/coupon.js';
import { aSkuFor } from '../../../factories/fulfilment.js';
import { client } from '../../../factories/http.js';
import { anOperator } from '../../../factories/operator.js';
import {
  aBuyer,
  aRequest,
  payInSheet,
  placed,
  prepaid,
  quoted,
  type Buyer,
  type Wanted,
} from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { statementsOf } from '../../../factories/statements.js';

let shop: TestShop;
let buyer: Buyer;
let lines: Wanted[];
let campaign: Campaign;

beforeAll(async () => {
  shop = await aShop();
  const operator = await anOperator(shop);
  lines = [{ skuId: await aSkuFor(shop, { priceFen: fen(6_000), stock: 100 }), quantity: 2 }];
  campaign = await couponCampaign(shop, operator, { perPersonMax: 9 });
  buyer = await aBuyer(shop);
  await claimed(buyer, campaign);
});
afterAll(() => shop.close());

/** Live campaigns are read once a second: the reading is had before counting. */
async function count(work: () => Promise<unknown>): Promise<number> {
  await quoted(buyer, lines);
  return (await statementsOf(shop, work)).statements;
}

/** Beside those of a purchase without campaigns (`orders/statements.test.ts`). */
describe('SQL statements of a purchase with a coupon', () => {
  it('a quote takes 3: its own 2, and one for the coupons in hand', async () => {
    expect(await count(() => quoted(buyer, lines))).toBe(3);
  });

  it('placing takes 15: the quote’s one, the use, the lock, the person’s count (2), the tally', async () => {
    const body = await aRequest(buyer, lines);
    expect(await count(() => buyer.post('/shop/orders', body))).toBe(15);
  });

  it('being notified as paid takes 8: the use and the coupon move on', async () => {
    await claimed(buyer, campaign);
    const { id } = await placed(buyer, lines);
    const sheet = await prepaid(buyer, id);
    const notify = async () => {
      await payInSheet(shop, sheet);
      await client(shop.sandbox.url).post('/sandbox/callbacks/flush', { all: true });
    };
    expect(await count(notify)).toBe(8);
  });

  it('claiming takes 8', async () => {
    expect(await count(() => claimed(buyer, campaign))).toBe(8);
  });

  it('the centre takes 2, a tab and its counts 1 each', async () => {
    expect(await count(() => buyer.get('/shop/coupon-centre'))).toBe(2);
    expect(await count(() => buyer.get('/shop/coupons'))).toBe(1);
    expect(await count(() => buyer.get('/shop/coupons/counts'))).toBe(1);
  });
});
