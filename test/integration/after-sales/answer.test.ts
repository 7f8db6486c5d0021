import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, Message, OpsAfterSale, Order, Page } from '@siyu/shared';
import {
  afterSaleOf,
  answered,
  arrived,
  asked,
  refundedUnits,
} from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, aSkuFor, shipped, unitsOf } from '../../factories/fulfilment.js';
import { newKey } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, paid, stockOf, type Buyer } from '../../factories/purchase.js';
import { setShop } from '../../factories/settings.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
  await setShop(shop, { returnAddress: '浙江省杭州市余杭区枕溪路 1 号 售后部 0571-88880000' });
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const skuOfLine = (order: Order) => order.lines[0]!.skuId;
describe('given money is asked for all of an order that was not shipped', () => {
  it('when it is granted, then the order closes, its stock is free, and all money comes back', async () => {
    const order = await aPaidOrder(shop, buyer, 4);
    expect(await stockOf(shop, skuOfLine(order))).toBe(6);
    const { id } = await asked(buyer, order);

    expect(await answered(operator, id, 'approval', { answer: '好的' })).toMatchObject({
      state: 'refunding',
      answer: '好的',
      deadlineAt: null,
    });
    expect(await orderOf(buyer, order.id)).toMatchObject({
      state: 'closed',
      closeReason: 'refunded',
      refundedFen: 0,
    });
    expect(await stockOf(shop, skuOfLine(order))).toBe(10);

    await arrived(shop);
    const closed = await orderOf(buyer, order.id);
    expect(closed.refundedFen).toBe(order.totalFen);
    expect(closed.lines[0]?.refundedFen).toBe(order.lines[0]?.payableFen);
    expect(closed.timeline.map((one) => one.kind)).toEqual(
      expect.arrayContaining(['after-sale-requested', 'after-sale-answered', 'closed', 'refunded']),
    );
    expect(await afterSaleOf(buyer, id)).toMatchObject({
      state: 'refunded',
      refundedAt: expect.any(String),
    });
    const { items } = await buyer.get<Page<Message>>('/shop/messages');
    expect(items.map((one) => one.kind)).toEqual(
      expect.arrayContaining(['after-sale-answered', 'refund-succeeded']),
    );
  });

  it('when it is granted for one line, then its stock is free and the other line is shipped', async () => {
    const [first, second] = [await aSkuFor(shop), await aSkuFor(shop)];
    const order = await paid(shop, buyer, [
      { skuId: first, quantity: 2 },
      { skuId: second, quantity: 1 },
    ]);
    const line = order.lines.find((one) => one.skuId === first)!;
    const other = order.lines.find((one) => one.skuId === second)!;
    const lines = [{ lineId: line.id, quantity: 2 }];
    const { id, freightRefundFen } = await asked(buyer, order, { lines, reason: 'other' });
    await answered(operator, id, 'approval');
    await arrived(shop);

    expect(freightRefundFen).toBe(0);
    expect(await stockOf(shop, first)).toBe(10);
    expect(await orderOf(buyer, order.id)).toMatchObject({ state: 'to-ship', refundedFen: 2_400 });
    await shipped(shop, operator, order, { lines: [{ lineId: other.id, quantity: 1 }] });
    expect((await orderOf(buyer, order.id)).state).toBe('shipped');
  });

  it('when two requests make up the whole, then the freight goes with the one granted last', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    const half = { lines: unitsOf(order, 1), reason: 'changed-mind' } as const;
    const first = await asked(buyer, order, half);
    const second = await asked(buyer, order, half);
    expect([first.freightRefundFen, second.freightRefundFen]).toEqual([0, order.freightFen]);

    expect(await answered(operator, second.id, 'approval')).toMatchObject({ freightRefundFen: 0 });
    expect(await answered(operator, first.id, 'approval')).toMatchObject({
      freightRefundFen: order.freightFen,
    });
    await arrived(shop);
    await arrived(shop);
    expect(await orderOf(buyer, order.id)).toMatchObject({
      state: 'closed',
      refundedFen: order.totalFen,
    });
  });

  it('when it is turned down, then it stays as it was and can be shipped', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const { id } = await asked(buyer, order);
    expect(await answered(operator, id, 'rejection', { answer: '已经在打包了' })).toMatchObject({
      state: 'rejected',
      answer: '已经在打包了',
    });
    await shipped(shop, operator, order);
    expect((await orderOf(buyer, order.id)).state).toBe('shipped');
  });
});

describe('given an operator gives money back unasked', () => {
  it('when it is for units of a shipped order, then they come back as an after-sale of its own', async () => {
    const order = await aPaidOrder(shop, buyer, 3, { priceFen: 333 as never });
    await shipped(shop, operator, order);
    const afterSale = await refundedUnits(shop, operator, order, unitsOf(order, 1));
    expect(afterSale).toMatchObject({
      state: 'refunded',
      refundFen: 333,
      operatorId: operator.id,
      shopperId: buyer.id,
    });
    expect(await orderOf(buyer, order.id)).toMatchObject({ state: 'shipped', refundedFen: 333 });
    expect(await stockOf(shop, skuOfLine(order))).toBe(7);
  });

  it('when the shopper looks, then the shop did it by itself, before the money came', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    const { id } = await refundedUnits(shop, operator, order, unitsOf(order, 1));
    const { timeline } = await orderOf(buyer, order.id);
    expect(timeline.map((one) => one.kind)).toEqual([
      'refunded',
      'refund-unasked',
      'paid',
      'placed',
    ]);
    const { items } = await buyer.get<Page<Message>>('/shop/messages');
    expect(items.find((one) => one.facts['afterSaleId'] === id)).toMatchObject({
      kind: 'after-sale-answered',
      facts: { outcome: 'unasked', answer: '商家退款' },
    });
  });

  it('when it is more than there is, or not paid for, or not permitted, then it is refused', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const path = `/ops/orders/${order.id}/refunds`;
    const body = { lines: unitsOf(order, 2), reason: 'other', answer: '商家退款' };
    expect(await operator.refusal('POST', path, { body })).toBe('AFTER_SALE_QUANTITY');
    const reader = await anOperator(shop, ['orders.read']);
    expect(await reader.refusal('POST', path, { body })).toBe('PERMISSION_MISSING');
    await refundedUnits(shop, operator, order, unitsOf(order));
    expect(await operator.refusal('POST', path, { body })).toBe('ORDER_STATE');
  });
});

describe('given an operator presses refund more than once', () => {
  const aRefund = (order: Order) => ({
    path: `/ops/orders/${order.id}/refunds`,
    body: { lines: unitsOf(order, 1), reason: 'other', answer: '商家退款' },
  });

  it('when the request comes twice at once, then the money goes back once', async () => {
    const order = await aPaidOrder(shop, buyer, 3);
    const { path, body } = aRefund(order);
    const key = newKey();
    const [first, second] = await Promise.all([
      operator.post<OpsAfterSale>(path, body, key),
      operator.post<OpsAfterSale>(path, body, key),
    ]);
    expect(second.id).toBe(first.id);
    const all = await operator.get<Page<OpsAfterSale>>(`/ops/after-sales?orderId=${order.id}`);
    expect(all.items).toHaveLength(1);
    expect(await operator.refusal('POST', path, { body, key: null })).toBe(
      'IDEMPOTENCY_KEY_REQUIRED',
    );
    const other = aRefund(await aPaidOrder(shop, buyer, 1));
    expect(await operator.refusal('POST', other.path, { body: other.body, key })).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    await arrived(shop);
  });

  it('when the order had fifty after-sales, WeChat’s limit, then it can have no more', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    for (let at = 0; at < 50; at++) {
      const { id } = await asked(buyer, order, { lines: unitsOf(order, 1) });
      await buyer.post(`/shop/after-sales/${id}/cancellation`);
    }
    const { path, body } = aRefund(order);
    expect(await operator.refusal('POST', path, { body })).toBe('TOO_MANY_REQUESTS');
  });
});

describe('given operators answer', () => {
  it('when two answer at once, then one answer counts', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const { id } = await asked(buyer, order);
    const [approval, rejection] = await Promise.all([
      operator.ask('POST', `/ops/after-sales/${id}/approval`, { body: {} }),
      operator.ask('POST', `/ops/after-sales/${id}/rejection`, { body: { answer: '不行' } }),
    ]);
    expect([approval.status, rejection.status].sort()).toEqual([200, 409]);
    await arrived(shop);
  });

  it('when they look for what is to be answered, then they find it by state and by order', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const { id } = await asked(buyer, order);
    const found = await operator.get<Page<OpsAfterSale>>(
      `/ops/after-sales?state=requested&orderId=${order.id}`,
    );
    expect(found.items.map((one) => one.id)).toEqual([id]);
    expect(found.items[0]).toMatchObject({ shopperId: buyer.id, operatorId: null });
    await answered(operator, id, 'rejection', { answer: '已发出' });
    const { items } = await operator.get<Page<AuditEntry>>(
      `/ops/audit-log?subjectKind=after-sale&subjectId=${id}`,
    );
    expect(items).toMatchObject([
      { action: 'after-sale.reject', before: { state: 'requested' }, after: { answer: '已发出' } },
    ]);
  });
});
