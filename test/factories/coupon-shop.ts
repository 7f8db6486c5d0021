import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { fen } from '../../shared/src/money.js';
import { expectCleanAudit } from './audit.js';
import { aSkuFor } from './fulfilment.js';
import { anOperator, type TestOperator } from './operator.js';
import { aBuyer, type Buyer, type Wanted } from './purchase.js';
import { aShop, type TestShop } from './shop.js';

/** A shop for the tests of a file; each of them has an operator, a buyer and a ¥60 SKU anew. */
export interface CouponShop {
  shop: TestShop;
  operator: TestOperator;
  buyer: Buyer;
  skuId: string;
  /** ¥120 of goods. */
  two: Wanted[];
}

/** Registers what sets the shop up, and audits it after each test. */
export function aCouponShop(): CouponShop {
  const world = {} as CouponShop;
  beforeAll(async () => {
    world.shop = await aShop();
  });
  beforeEach(async () => {
    const { shop } = world;
    world.operator = await anOperator(shop);
    world.buyer = await aBuyer(shop);
    world.skuId = await aSkuFor(shop, { priceFen: fen(6_000), stock: 1_000 });
    world.two = [{ skuId: world.skuId, quantity: 2 }];
  });
  afterEach(async () => {
    await world.shop.settle();
    await expectCleanAudit(world.shop);
  });
  afterAll(() => world.shop.close());
  return world;
}
