import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AfterSale, Page } from '@siyu/shared';
import { afterSaleOf, answered, arrived, asked } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, aSkuFor, unitsOf } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, paid, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

describe('given some after-sales', () => {
  it('when they are listed, then page by page, newest first, and nobody else’s', async () => {
    const owner = await aBuyer(shop);
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      ids.unshift((await asked(owner, await aPaidOrder(shop, owner, 1))).id);
    }
    const first = await owner.get<Page<AfterSale>>('/shop/after-sales?limit=2');
    const second = await owner.get<Page<AfterSale>>(
      `/shop/after-sales?limit=2&cursor=${first.nextCursor}`,
    );
    expect([...first.items, ...second.items].map((one) => one.id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    expect(first.items[0]).not.toHaveProperty('operatorId');
    expect(await buyer.refusal('GET', `/shop/after-sales/${ids[0]}`)).toBe('AFTER_SALE_NOT_FOUND');
  });

  it('when one is taken back, then its units can be asked for again, at the same worth', async () => {
    const skuIds = [await aSkuFor(shop, { priceFen: 333 as never })];
    const order = await paid(shop, buyer, [{ skuId: skuIds[0]!, quantity: 3 }]);
    const first = await asked(buyer, order, { lines: unitsOf(order, 2) });
    await buyer.post(`/shop/after-sales/${first.id}/cancellation`);
    await buyer.post(`/shop/after-sales/${first.id}/cancellation`);
    expect(await afterSaleOf(buyer, first.id)).toMatchObject({
      state: 'cancelled',
      deadlineAt: null,
    });

    const again = await asked(buyer, order);
    expect(again.refundFen).toBe(order.totalFen);
    await answered(operator, again.id, 'approval');
    await arrived(shop);
    expect(await orderOf(buyer, order.id)).toMatchObject({ refundedFen: order.totalFen });
  });
});
