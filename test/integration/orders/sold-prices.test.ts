import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type Product } from '@siyu/shared';
import { Sweeps } from '../../../server/src/platform/sweeps.js';
import { rows } from '../../../server/src/platform/transaction.js';
import { client } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aProduct, aSku, idsOf, stocked } from '../../factories/product.js';
import {
  aBuyer,
  aHandle,
  paid,
  payInSheet,
  placed,
  prepaid,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const SWEEP = 'orders.record-sold-prices';
const DAY_MS = 86_400_000;

let shop: TestShop;
let operator: TestOperator;
let buyer: Buyer;
beforeAll(async () => {
  shop = await aShop();
  await daysLater(0);
});
afterAll(() => shop.close());

/** Sessions do not last that long: both log in anew. */
async function daysLater(days: number): Promise<void> {
  shop.clock.advance(days * DAY_MS);
  operator = await anOperator(shop);
  buyer = await aBuyer(shop);
}

/** A product at ¥88.00, what it is struck through by, and its price changed by an operator. */
async function aBag() {
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, skus: [aSku({ priceFen: fen(8_800) })] }));
  const { productId, skuIds } = await idsOf(shop, handle);
  const skuId = skuIds[0]!;
  let version = 1;
  const reprice = (priceFen: number, listPriceFen: number | null) => {
    const body = { version: version++, priceFen, listPriceFen };
    return operator.put(`/ops/skus/${skuId}/price`, body);
  };
  const struckFen = async () =>
    (await buyer.get<Product>(`/shop/products/${productId}`)).skus[0]!.struckFen;
  const recorded = () =>
    rows<{ lowest: number; last: number }>(
      shop.db.manager,
      'SELECT lowest_fen AS lowest, last_fen AS last FROM sku_sale_day WHERE sku_id = ?',
      [skuId],
    );
  return { skuId, reprice, struckFen, recorded };
}
/** One unit paid for in this moment: no sweep has run since. */
async function justPaid(skuId: string): Promise<void> {
  const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
  await payInSheet(shop, await prepaid(buyer, id));
  await client(shop.sandbox.url).post('/sandbox/callbacks/flush', { all: true });
}

const record = () => shop.app.get(Sweeps).runNow(SWEEP);

describe('given a price that goods were really bought at', () => {
  it('when it is cut, then it stands struck through beside the new one', async () => {
    const { skuId, reprice, struckFen } = await aBag();
    await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    await record();
    await reprice(6_600, 8_800);
    expect(await struckFen()).toBe(8_800);
  });

  it('when it is cut from a higher one that nobody paid, then nothing is struck through', async () => {
    const { skuId, reprice, struckFen } = await aBag();
    await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    await record();
    await reprice(9_900, null);
    await reprice(8_800, 9_900);
    expect(await struckFen()).toBeNull();
  });

  it('when it was bought cheaper in the moment before, then what stood struck through goes', async () => {
    const { skuId, reprice, struckFen } = await aBag();
    await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    await record();
    await reprice(7_700, null);
    await justPaid(skuId);
    await reprice(6_600, 8_800);
    expect(await struckFen()).toBe(8_800);
    await record();
    expect(await struckFen()).toBeNull();
    await reprice(6_600, 7_700);
    expect(await struckFen()).toBe(7_700);

    shop.clock.advance(1_000);
    await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    await record();
    expect(await struckFen()).toBe(7_700);
  });

  it('when it was bought cheaper in the seven days before, then only that price counts', async () => {
    const { skuId, reprice, struckFen } = await aBag();
    await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    await reprice(7_700, null);
    await paid(shop, buyer, [{ skuId, quantity: 2 }]);
    await record();
    await reprice(6_600, 8_800);
    expect(await struckFen()).toBeNull();
    await reprice(6_600, 7_700);
    expect(await struckFen()).toBe(7_700);
  });

  it('when that cheaper sale is longer ago, then the last price before counts', async () => {
    const { skuId, reprice, struckFen } = await aBag();
    await reprice(7_700, null);
    await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    await reprice(8_800, null);
    await daysLater(1);
    await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    await record();
    await daysLater(8);
    await reprice(6_600, 8_800);
    expect(await struckFen()).toBe(8_800);
  });
});

describe('given orders whose prices are to be recorded', () => {
  it('when an order is not paid, then nothing of it was sold', async () => {
    const { skuId, recorded } = await aBag();
    await placed(buyer, [{ skuId, quantity: 1 }]);
    await record();
    expect(await recorded()).toEqual([]);
  });

  it('when several units are bought, then the price of one is recorded, once', async () => {
    const { skuId, recorded } = await aBag();
    await paid(shop, buyer, [{ skuId, quantity: 3 }]);
    await Promise.all([record(), record()]);
    expect(await recorded()).toEqual([{ lowest: 8_800, last: 8_800 }]);
    const waiting = await shop.db.query(
      'SELECT id FROM orders WHERE paid_at IS NOT NULL AND sold_price_recorded = 0',
    );
    expect(waiting).toEqual([]);
  });
});
