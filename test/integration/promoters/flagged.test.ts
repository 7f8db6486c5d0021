import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectCleanAudit } from '../../factories/audit.js';
import { afterDays, aSkuFor } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import {
  aPromoter,
  completed,
  earningsOf,
  setCommission,
  type TestPromoter,
} from '../../factories/promoter.js';
import type { Buyer } from '../../factories/purchase.js';
import { aDevice, broughtBy, flagsOf } from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { addAddress, aShopper, newOpenid } from '../../factories/shopper.js';

let shop: TestShop;
let operator: TestOperator;
let ann: TestPromoter;
let bo: TestPromoter;
let cat: Buyer;
let skuId: string;
beforeAll(async () => {
  shop = await aShop();
  skuId = await aSkuFor(shop, { priceFen: 5_900 as never, stock: 1_000 });
});
beforeEach(async () => {
  operator = await anOperator(shop);
  await setCommission(operator);
  bo = await aPromoter(shop, operator);
  ann = await aPromoter(shop, operator, bo.link);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const two = () => ({ skuId, quantity: 2 });

/** So many days later, everybody logged in again. */
async function daysOn(days: number): Promise<void> {
  ({ buyer: cat, operator } = await afterDays(shop, days, { buyer: cat, operator }));
  for (const one of [ann, bo]) Object.assign(one, await aShopper(shop, { openid: one.openid }));
}

describe('case 49: given a customer who is flagged as the promoter’s own account', () => {
  /** Somebody who came by ann's link, on an installation that ann uses as well. */
  async function aPuppet(): Promise<Buyer> {
    const device = aDevice();
    Object.assign(ann, await aShopper(shop, { openid: ann.openid, installationId: device }));
    const puppet = await broughtBy(shop, ann.link, newOpenid(), device);
    await shop.settle();
    return { ...puppet, addressId: (await addAddress(puppet)).id };
  }

  it('when they buy, then it is frozen in place of settling; once cleared it settles', async () => {
    cat = await aPuppet();
    await completed(shop, operator, cat, two());
    await daysOn(15);
    expect(await earningsOf(ann)).toEqual({ frozenFen: 1_180 });
    expect(await earningsOf(bo)).toEqual({ frozenFen: 590 });
    const [flag] = await flagsOf(operator, ann);
    await operator.post(`/ops/referral-flags/${flag!.id}/clearance`, { reason: '是妹妹' });
    expect(await earningsOf(ann)).toEqual({ estimatedFen: 1_180 });
    await daysOn(0.1);
    expect([await earningsOf(ann), await earningsOf(bo)]).toEqual([
      { settledFen: 1_180 },
      { settledFen: 590 },
    ]);
  });

  it('when an operator confirms it, then it stays frozen', async () => {
    cat = await aPuppet();
    await completed(shop, operator, cat, two());
    await daysOn(15);
    const [flag] = await flagsOf(operator, ann);
    await operator.post(`/ops/referral-flags/${flag!.id}/confirmation`, { reason: '同一人' });
    await daysOn(1);
    expect(await earningsOf(ann)).toEqual({ frozenFen: 1_180 });
  });
});
