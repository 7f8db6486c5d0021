import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Order } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { afterDays, aPaidOrder, aSkuFor, shipped } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, placed, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const PAY_WITHIN_MS = 30 * 60_000;

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
  await shop.db.query(
    `CREATE TRIGGER refuse_broken BEFORE UPDATE ON orders FOR EACH ROW
     IF NEW.remark = 'broken' THEN SIGNAL SQLSTATE '45000'; END IF`,
  );
});
afterEach(async () => {
  await shop.db.query("DELETE FROM orders WHERE remark = 'broken'");
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

/** As many orders like this one that can never be written, due a second before it. */
async function brokenBefore(orderId: string, count: number, deadline: string): Promise<void> {
  const columns: { name: string }[] = await shop.db.query(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = ? AND table_name = 'orders'`,
    [shop.database],
  );
  const own: Record<string, string> = {
    id: "LPAD(n, 26, '0')",
    idempotency_key: 'n',
    remark: "'broken'",
    [deadline]: `${deadline} - INTERVAL 1 SECOND`,
  };
  await shop.db.query(
    `INSERT INTO orders (${columns.map(({ name }) => name).join(', ')})
     WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
     SELECT ${columns.map(({ name }) => own[name] ?? name).join(', ')} FROM orders, numbers
     WHERE id = ?`,
    [count, orderId],
  );
}

describe('given more orders that cannot be written than a sweep takes at once', () => {
  it('when they and one more expire, then the one behind them closes all the same', async () => {
    const { id } = await placed(buyer, [{ skuId: await aSkuFor(shop), quantity: 1 }]);
    await brokenBefore(id, 60, 'pay_by');
    shop.clock.advance(PAY_WITHIN_MS);
    await shop.settle();
    expect((await orderOf(buyer, id)).state).toBe('closed');
  });

  it('when they and one more are to complete, then the one behind them completes', async () => {
    const order: Order = await aPaidOrder(shop, buyer, 1);
    await shipped(shop, operator, order);
    await brokenBefore(order.id, 60, 'auto_complete_at');
    ({ buyer, operator } = await afterDays(shop, 10, { buyer, operator }));
    expect((await orderOf(buyer, order.id)).state).toBe('completed');
  });

  it('when they and one more were bought, then the price of the one behind them is known', async () => {
    const { id } = await aPaidOrder(shop, buyer, 1);
    await shop.db.query('UPDATE orders SET sold_price_recorded = 0 WHERE id = ?', [id]);
    await brokenBefore(id, 210, 'paid_at');
    await shop.settle();
    const sql = 'SELECT sold_price_recorded AS recorded FROM orders WHERE id = ?';
    expect(await shop.db.query(sql, [id])).toEqual([{ recorded: 1 }]);
  });
});
