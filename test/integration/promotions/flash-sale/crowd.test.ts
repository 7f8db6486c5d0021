import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RefusalCode } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import { aCrowd } from '../../../factories/crowd.js';
import {
  activityUnits,
  aFlashSale,
  flashRefusal,
  flashRequest,
  knownAt,
  type FlashSale,
} from '../../../factories/flash-sale.js';
import { newKey } from '../../../factories/http.js';
import { anotherInstance, type Instance } from '../../../factories/instance.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { statementsOf } from '../../../factories/statements.js';

const CROWD = 1_000;

let shop: TestShop;
let other: Instance;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  [other, operator] = await Promise.all([anotherInstance(shop), anOperator(shop)]);
});
afterAll(async () => {
  await other.close();
  await shop.close();
});
afterEach(() => expectCleanAudit(shop));

async function ordersOf({ campaign }: FlashSale): Promise<{ orders: number; persons: number }> {
  const [found] = await shop.db.query(
    `SELECT COUNT(*) AS orders, COUNT(DISTINCT shopper_id) AS persons FROM promotion_use
     WHERE campaign_id = ? AND state = 'held'`,
    [campaign.id],
  );
  return found as { orders: number; persons: number };
}

function counted(answers: readonly (RefusalCode | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    counts[answer ?? 'placed'] = (counts[answer ?? 'placed'] ?? 0) + 1;
  }
  return counts;
}

async function knownThere(sale: FlashSale): Promise<void> {
  shop.clock.advance(1_000);
  await knownAt(other.url, sale);
}

describe('given a thousand shoppers come at once', () => {
  it('case 19: when there are 10 units, then there are 10 orders, and never fewer than no units', async () => {
    const sale = await aFlashSale(shop, { stock: 10 }, operator);
    const crowd = await aCrowd(shop, CROWD);
    const answers = await Promise.all(crowd.map((one) => flashRefusal(one, sale)));
    expect(counted(answers)).toEqual({ placed: 10, FLASH_SOLD_OUT: CROWD - 10 });
    expect(await ordersOf(sale)).toEqual({ orders: 10, persons: 10 });
    expect(await activityUnits(shop, sale)).toEqual({ stock: 0, laidOut: 10 });
  });

  it('when two instances sell 100 units, then there are 100 orders, of 100 persons', async () => {
    const sale = await aFlashSale(shop, { stock: 100, ordinary: 100 }, operator);
    await knownThere(sale);
    const crowd = await aCrowd(shop, CROWD);
    const answers = await Promise.all(
      crowd.map(({ addressId, at }, number) => {
        const caller = at(number % 2 === 0 ? shop.url : other.url);
        return flashRefusal({ ...caller, addressId }, sale);
      }),
    );
    expect(counted(answers)).toEqual({ placed: 100, FLASH_SOLD_OUT: CROWD - 100 });
    expect(await ordersOf(sale)).toEqual({ orders: 100, persons: 100 });
    expect(await activityUnits(shop, sale)).toEqual({ stock: 0, laidOut: 100 });
  });

  it('when each sends all they may take to both instances, then nobody takes more', async () => {
    const sale = await aFlashSale(shop, { stock: 200, ordinary: 200, perPersonMax: 2 }, operator);
    await knownThere(sale);
    const crowd = await aCrowd(shop, 50);
    const answers = await Promise.all(
      crowd.flatMap(({ addressId, at }) =>
        [shop.url, other.url, shop.url, other.url].map((url) =>
          flashRefusal({ ...at(url), addressId }, sale),
        ),
      ),
    );
    expect(counted(answers)).toEqual({ placed: 100, PURCHASE_LIMIT: 100 });
    expect(await ordersOf(sale)).toEqual({ orders: 100, persons: 50 });
  });
});

describe('SQL statements of orders admitted together', () => {
  /** A second apart, every instance looks once which campaigns there are: that is none of a batch. */
  const fewest = (counts: readonly number[]) => Math.min(...counts);

  it('given sessions are known, then a batch takes 16, however many are in it', async () => {
    const sale = await aFlashSale(shop, { stock: 100, ordinary: 100 }, operator);
    const crowd = await aCrowd(shop, 67);
    await Promise.all(crowd.map((one) => one.get('/shop/addresses')));
    const alone: number[] = [];
    for (const one of crowd.splice(0, 3)) {
      alone.push((await statementsOf(shop, () => flashRefusal(one, sale))).statements);
    }
    expect(fewest(alone)).toBe(16);
    const { result, statements } = await statementsOf(shop, () =>
      Promise.all(crowd.map((one) => flashRefusal(one, sale))),
    );
    expect(counted(result)).toEqual({ placed: 64 });
    // However the 64 were gathered: in a few batches, not in sixty-four.
    expect(statements).toBeLessThanOrEqual(16 * 16);
  });

  it('given it is sold out, then a refusal takes none until somebody looks again', async () => {
    const sale = await aFlashSale(shop, { stock: 1 }, operator);
    const [buyer, late, later] = await aCrowd(shop, 3);
    await flashRefusal(buyer!, sale);
    expect(await flashRefusal(late!, sale)).toBe('FLASH_SOLD_OUT');
    const refused = () => flashRefusal(later!, sale);
    expect(await statementsOf(shop, refused)).toEqual({ result: 'FLASH_SOLD_OUT', statements: 0 });
    shop.clock.advance(1_000);
    expect((await statementsOf(shop, refused)).statements).toBeGreaterThan(0);
    expect(await statementsOf(shop, refused)).toEqual({ result: 'FLASH_SOLD_OUT', statements: 0 });
  });

  it('given the gate is closed before another, then who has an order is answered from it', async () => {
    const sale = await aFlashSale(shop, { stock: 1 }, operator);
    const [buyer, late] = await aCrowd(shop, 2);
    await knownThere(sale);
    const key = newKey();
    const first = await buyer!.at(other.url).post(sale.path, flashRequest(buyer!), key);
    expect(await flashRefusal(late!, sale)).toBe('FLASH_SOLD_OUT');
    expect(await flashRefusal(late!, sale)).toBe('FLASH_SOLD_OUT');
    expect(await buyer!.post(sale.path, flashRequest(buyer!), key)).toEqual(first);
  });
});
