import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Stock } from '../../../server/src/catalog/stock.js';
import { newId } from '../../../server/src/platform/new-id.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { aProduct, aSku, idsOf, stocked } from '../../factories/product.js';
import { aShop, type TestShop } from '../../factories/shop.js';

describe('given stock', () => {
  let shop: TestShop;
  let stock: Stock;
  let handles = 0;
  beforeAll(async () => {
    shop = await aShop();
    stock = shop.app.get(Stock, { strict: false });
  });
  afterAll(() => shop.close());

  /** A fresh product with these units of each of its SKUs. */
  async function skusWith(...units: number[]): Promise<string[]> {
    const handle = `goods-${++handles}`;
    const skus = units.map((stock, at) => aSku({ optionValues: [`${at}`], stock }));
    await stocked(shop, aProduct({ handle, optionNames: ['款'], skus }));
    return (await idsOf(shop, handle)).skuIds;
  }
  const unitsOf = async (skuIds: string[]): Promise<number[]> => {
    const found: { id: string; stock: number; moved: number }[] = await shop.db.query(
      `SELECT id, stock, (SELECT SUM(quantity) FROM stock_movement m WHERE m.sku_id = s.id) AS moved
       FROM sku s WHERE id IN (?) ORDER BY id`,
      [skuIds],
    );
    for (const row of found) expect(Number(row.moved ?? 0)).toBe(row.stock);
    return skuIds.map((id) => found.find((row) => row.id === id)!.stock);
  };
  const anOrder = () => newId(shop.clock.now());
  const hold = (referenceId: string, items: { skuId: string; quantity: number }[]) =>
    inTransaction(shop.db, (tx) => stock.hold(tx, { reason: 'order', referenceId, items }));

  it('when more is asked than there is, then nothing is taken and the lacking SKU is named', async () => {
    const [a, b, c] = (await skusWith(5, 2, 5)) as [string, string, string];
    const items = [a, b, c].map((skuId) => ({ skuId, quantity: 3 }));
    await expect(hold(anOrder(), items)).rejects.toMatchObject({
      code: 'STOCK_INSUFFICIENT',
      facts: { skuIds: [b] },
    });
    expect(await unitsOf([a, b, c])).toEqual([5, 2, 5]);
  });

  it('when a try fails, then the transaction goes on without what was half taken', async () => {
    const [a, b] = (await skusWith(5, 0)) as [string, string];
    await inTransaction(shop.db, async (tx) => {
      const both = [a, b].map((skuId) => ({ skuId, quantity: 1 }));
      const order = { reason: 'order', referenceId: anOrder() };
      expect(await stock.tryHold(tx, { ...order, items: both })).toBe(false);
      expect(await stock.tryHold(tx, { ...order, items: both.slice(0, 1) })).toBe(true);
    });
    expect(await unitsOf([a, b])).toEqual([4, 0]);
  });

  it('when an order is released twice, then its units come back once', async () => {
    const [a] = (await skusWith(5)) as [string];
    const order = anOrder();
    const items = [{ skuId: a, quantity: 2 }];
    await hold(order, items);
    const release = () =>
      inTransaction(shop.db, (tx) =>
        stock.release(tx, { reason: 'order-closed', referenceId: order, items }),
      );
    expect(await Promise.all([release(), release(), release()]).then((all) => all.sort())).toEqual([
      false,
      false,
      true,
    ]);
    expect(await unitsOf([a])).toEqual([5]);
  });

  it('when fifty want one of the last ten at once, then ten get it', async () => {
    const skuIds = await skusWith(10, 10);
    const wanted = Array.from({ length: 50 }, (_, at) =>
      // Both SKUs, asked for in either order: no two wait for each other.
      hold(
        anOrder(),
        (at % 2 ? skuIds : [...skuIds].reverse()).map((skuId) => ({ skuId, quantity: 1 })),
      ).then(
        () => 'held',
        (refusal: { code: string }) => refusal.code,
      ),
    );
    const answers = await Promise.all(wanted);
    expect(answers.filter((one) => one === 'held')).toHaveLength(10);
    expect(answers.filter((one) => one === 'STOCK_INSUFFICIENT')).toHaveLength(40);
    expect(await unitsOf(skuIds)).toEqual([0, 0]);
  });

  it('when moved at random, then the ledger adds up and is never below zero', async () => {
    const skuIds = await skusWith(5, 5, 5);
    const move = fc.record({
      how: fc.constantFrom('hold', 'release', 'adjust'),
      order: fc.integer({ min: 0, max: 9 }),
      items: fc.array(
        fc.record({
          sku: fc.integer({ min: 0, max: 2 }),
          quantity: fc.integer({ min: 1, max: 4 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    });
    const orders = Array.from({ length: 10 }, anOrder);
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 6 }), async (moves) => {
        await Promise.allSettled(
          moves.map(({ how, order, items }) =>
            inTransaction(shop.db, async (tx): Promise<unknown> => {
              const byHow = items.map(({ sku, quantity }) => ({ skuId: skuIds[sku]!, quantity }));
              const all = { reason: how, referenceId: orders[order]!, items: byHow };
              if (how === 'hold') return stock.hold(tx, all);
              if (how === 'release') return stock.release(tx, all);
              const taken = byHow.map((item) => ({ ...item, quantity: -item.quantity }));
              return stock.adjust(tx, { ...all, items: taken });
            }),
          ),
        );
        for (const units of await unitsOf(skuIds)) expect(units).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
  });
});
