import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AfterSale, Message, Order, Page } from '@siyu/shared';
import { afterSaleOf, answered, arrived, asked } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { afterDays, aPaidOrder, shipped, unitsOf } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const MS = 1 / 86_400_000;

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

async function pass(days: number): Promise<void> {
  ({ buyer, operator } = await afterDays(shop, days, { buyer, operator }));
}

async function onItsWay(quantity: number): Promise<Order> {
  const order = await aPaidOrder(shop, buyer, quantity);
  await shipped(shop, operator, order);
  return orderOf(buyer, order.id);
}

describe('given nobody answers a request', () => {
  it('when three days have passed, then it is granted by itself, not a millisecond before', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const { id } = await asked(buyer, order);
    await pass(3 - MS);
    expect((await afterSaleOf(buyer, id)).state).toBe('requested');

    shop.clock.advance(1);
    await arrived(shop);
    expect((await afterSaleOf(buyer, id)).state).toBe('refunded');
    expect((await orderOf(buyer, order.id)).state).toBe('closed');
  });

  it('when the goods are with the shopper, then they are asked to send them', async () => {
    const { id } = await asked(buyer, await onItsWay(1), { kind: 'return-and-refund' });
    const approval = ['POST', `/ops/after-sales/${id}/approval`, { body: {} }] as const;
    // Nobody has said where to: an operator is asked to, silence sends the shopper to ask.
    expect(await operator.refusal(...approval)).toBe('INVALID_INPUT');
    await pass(3);
    expect(await afterSaleOf(buyer, id)).toMatchObject({
      state: 'to-return',
      returnAddress: '请联系客服获取退货地址',
    });
    await buyer.post(`/shop/after-sales/${id}/cancellation`);
  });
});

describe('given goods are to be sent back', () => {
  async function toReturn(): Promise<{ order: Order; id: string }> {
    const order = await onItsWay(1);
    const { id } = await asked(buyer, order, { kind: 'return-and-refund' });
    await answered(operator, id, 'approval', { returnAddress: '杭州市西湖区文三路 1 号' });
    return { order, id };
  }

  it('when they are not within seven days, then the request lapses and the shopper is told', async () => {
    const { order, id } = await toReturn();
    await pass(7 - MS);
    expect((await afterSaleOf(buyer, id)).state).toBe('to-return');

    shop.clock.advance(1);
    await shop.settle();
    expect((await afterSaleOf(buyer, id)).state).toBe('cancelled');
    expect((await orderOf(buyer, order.id)).lines[0]?.afterSaleQuantity).toBe(0);
    const { items } = await buyer.get<Page<Message>>('/shop/messages');
    expect(items[0]).toMatchObject({
      kind: 'after-sale-answered',
      facts: { afterSaleId: id, outcome: 'lapsed' },
    });
  });

  it('when they were sent and nobody looks at them for ten days, then they count as received', async () => {
    const { id } = await toReturn();
    await buyer.post<AfterSale>(`/shop/after-sales/${id}/return-parcel`, {
      company: '顺丰',
      trackingNo: 'SF1234567890',
    });
    await pass(10 - MS);
    expect((await afterSaleOf(buyer, id)).state).toBe('returning');

    shop.clock.advance(1);
    await arrived(shop);
    expect((await afterSaleOf(buyer, id)).state).toBe('refunded');
  });
});

describe('given an order that is on its way', () => {
  it('when an after-sale of it is open on the day it would complete, then it waits for it', async () => {
    const order = await onItsWay(2);
    await pass(9);
    const { id } = await asked(buyer, order, {
      kind: 'return-and-refund',
      lines: unitsOf(order, 1),
    });
    await pass(2);
    expect((await orderOf(buyer, order.id)).state).toBe('shipped');
    await answered(operator, id, 'rejection', { answer: '不符合条件' });
    await pass(1);
    expect((await orderOf(buyer, order.id)).state).toBe('completed');
  });
});

describe('given more requests that can never be moved than a sweep takes at once', () => {
  it('when they and one more are overdue, then the one behind them is granted all the same', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const { id } = await asked(buyer, order);
    // Their order does not exist, so that nothing can be done about them.
    await shop.db.query(
      `INSERT INTO after_sale (id, order_id, shopper_id, kind, state, reason, description,
         picture_ids, refund_fen, freight_refund_fen, deadline_at, requested_at)
       WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 60)
       SELECT LPAD(n, 26, '0'), LPAD(n, 26, '0'), shopper_id, kind, state, reason, description,
         picture_ids, refund_fen, freight_refund_fen, deadline_at - INTERVAL 1 SECOND, requested_at
       FROM after_sale, numbers WHERE id = ?`,
      [id],
    );
    await pass(3);
    await arrived(shop);
    await shop.db.query("DELETE FROM after_sale WHERE id LIKE '000000%'");
    expect((await afterSaleOf(buyer, id)).state).toBe('refunded');
  });
});
