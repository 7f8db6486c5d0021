import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AfterSale, AfterSalePreview, OrderCounts } from '@siyu/shared';
import { aRequestFor, asked, uploadedBy } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import {
  afterDays,
  aPaidOrder,
  aSkuFor,
  received,
  shipped,
  unitsOf,
} from '../../factories/fulfilment.js';
import { newKey } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, placed, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const RISKY = '特3456书yuuo莞6543李zxcz蒜7782法fgnv级';

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

const refusal = (body: object, who = buyer) => who.refusal('POST', '/shop/after-sales', { body });

describe('given a paid order that was not shipped', () => {
  it('when money for one of three is asked for, then it is fixed to the fen and waits for an answer', async () => {
    const order = await aPaidOrder(shop, buyer, 3, { priceFen: 1_001 as never });
    const request = aRequestFor(order, { lines: unitsOf(order, 1), reason: 'changed-mind' });

    const { backTo, ...preview } = await buyer.post<AfterSalePreview>(
      '/shop/after-sales/preview',
      request,
    );
    const afterSale = await asked(buyer, order, request);

    expect(preview).toMatchObject({
      ...{ refundFen: 1_001, freightRefundFen: 0 },
      lines: [{ quantity: 1, isGift: false, keptQuantity: 0 }],
    });
    expect(backTo).toEqual({ pointsFen: 0, balanceFen: 0, wechatFen: 1_001 });
    expect(afterSale).toMatchObject({
      state: 'requested',
      ...preview,
      lines: [{ quantity: 1, refundFen: 1_001, title: '粗陶马克杯' }],
      deadlineAt: '2026-11-21T04:00:00.000Z',
      pictureUrls: [],
      refundedAt: null,
    });
    expect(await orderOf(buyer, order.id)).toMatchObject({
      state: 'to-ship',
      refundedFen: 0,
      lines: [{ afterSaleQuantity: 1, refundedFen: 0 }],
    });
    const { afterSale: open } = await buyer.get<OrderCounts>('/shop/orders/counts');
    expect(open).toBe(1);
  });

  it('when all of it is asked for, then the freight comes with it', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    expect(order.freightFen).toBe(1_000);
    expect(await asked(buyer, order)).toMatchObject({
      refundFen: order.totalFen,
      freightRefundFen: 1_000,
    });
  });

  it('when units asked for are to be shipped, then they are kept back', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    const { id } = await asked(buyer, order, { lines: unitsOf(order, 1) });
    const path = `/ops/orders/${order.id}/parcels`;
    const parcels = (quantity: number) => ({
      parcels: [{ company: 'YTO', trackingNo: newKey(), lines: unitsOf(order, quantity) }],
    });

    expect(await operator.refusal('POST', path, { body: parcels(2) })).toBe('SHIPMENT_INVALID');
    await operator.post(path, parcels(1));
    // One unit is sent, the other kept back: the order waits for the answer.
    expect((await orderOf(buyer, order.id)).state).toBe('to-ship');

    await buyer.post(`/shop/after-sales/${id}/cancellation`);
    await operator.post(path, parcels(1));
    expect((await orderOf(buyer, order.id)).state).toBe('shipped');
    await shop.settle();
  });

  it('when goods are to be sent back that never came, then AFTER_SALE_QUANTITY', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const body = aRequestFor(order, { kind: 'return-and-refund' });
    expect(await refusal(body)).toBe('AFTER_SALE_QUANTITY');
  });
});

describe('given an order that was received', () => {
  async function receivedOrder(given: Parameters<typeof aPaidOrder>[3] = {}) {
    const order = await aPaidOrder(shop, buyer, 2, given);
    await shipped(shop, operator, order);
    return received(shop, buyer, order.id);
  }
  const mindChanged = { kind: 'return-and-refund', reason: 'changed-mind' } as const;

  it('when the line carries the seven-day right, then a change of mind is enough', async () => {
    const order = await receivedOrder();
    const afterSale = await asked(buyer, order, { ...mindChanged, lines: unitsOf(order, 1) });
    expect(afterSale).toMatchObject({ state: 'requested', freightRefundFen: 0 });
    await buyer.post(`/shop/after-sales/${afterSale.id}/cancellation`);
  });

  it('when it does not, then RETURN_NOT_OFFERED; a fault is another matter', async () => {
    const order = await receivedOrder({ returnable: false });
    expect(await refusal(aRequestFor(order, mindChanged))).toBe('RETURN_NOT_OFFERED');
    const faulty = aRequestFor(order, { ...mindChanged, reason: 'defective' });
    expect(await buyer.post<AfterSalePreview>('/shop/after-sales/preview', faulty)).toMatchObject({
      freightRefundFen: order.freightFen,
    });
  });

  it('when the seven days are over, then AFTER_SALE_WINDOW_OVER; when fifteen are, for all', async () => {
    const order = await receivedOrder();
    ({ buyer, operator } = await afterDays(shop, 8, { buyer, operator }));
    expect(await refusal(aRequestFor(order, mindChanged))).toBe('AFTER_SALE_WINDOW_OVER');
    expect(
      await buyer.refusal('POST', '/shop/after-sales/preview', {
        body: aRequestFor(order, { reason: 'defective' }),
      }),
    ).toBeNull();
    ({ buyer, operator } = await afterDays(shop, 7, { buyer, operator }));
    expect(await refusal(aRequestFor(order, { reason: 'defective' }))).toBe(
      'AFTER_SALE_WINDOW_OVER',
    );
  });

  it('when money alone is asked for a change of mind, then AFTER_SALE_QUANTITY', async () => {
    const order = await receivedOrder();
    expect(await refusal(aRequestFor(order, { reason: 'changed-mind' }))).toBe(
      'AFTER_SALE_QUANTITY',
    );
  });
});

describe('given a request', () => {
  it('when it is sent ten times at once under one key, then there is one', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    const key = newKey();
    const body = aRequestFor(order, { lines: unitsOf(order, 1) });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        buyer.ask<AfterSale>('POST', '/shop/after-sales', { key, body }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await orderOf(buyer, order.id)).lines[0]?.afterSaleQuantity).toBe(1);
    const other = { key, body: { ...body, reason: 'other' } };
    expect(await buyer.refusal('POST', '/shop/after-sales', other)).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('when ten different ones race for the last unit, then one gets it', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const codes = await Promise.all(Array.from({ length: 10 }, () => refusal(aRequestFor(order))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'AFTER_SALE_QUANTITY')).toHaveLength(9);
  });

  it('when photos go with it, then its shopper and operators see them, and nobody takes them', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    const photo = await uploadedBy(shop, buyer);
    const stranger = await aBuyer(shop);
    const theirs = await uploadedBy(shop, stranger);
    const lines = unitsOf(order, 1);
    expect(await refusal(aRequestFor(order, { lines, pictureIds: [theirs.id] }))).toBe(
      'PICTURE_NOT_FOUND',
    );

    const { id, pictureUrls } = await asked(buyer, order, { lines, pictureIds: [photo.id] });

    expect(pictureUrls).toHaveLength(1);
    expect((await fetch(shop.url + pictureUrls[0]!)).status).toBe(200);
    expect((await operator.get<AfterSale>(`/ops/after-sales/${id}`)).pictureUrls).toHaveLength(1);
    expect(await refusal(aRequestFor(order, { lines, pictureIds: [photo.id] }))).toBe(
      'PICTURE_NOT_FOUND',
    );
  });

  it('when its words are risky, then TEXT_REJECTED, and the key is free for better ones', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const key = newKey();
    const body = aRequestFor(order, { description: RISKY });
    expect(await buyer.refusal('POST', '/shop/after-sales', { key, body })).toBe('TEXT_REJECTED');
    await buyer.post('/shop/after-sales', aRequestFor(order, { description: '没收到' }), key);
  });

  it('when WeChat thinks otherwise of its words by the time it is repeated, then the first answer holds', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    const key = newKey();
    const body = aRequestFor(order, { lines: unitsOf(order, 1), description: '没收到' });
    const first = await buyer.post<AfterSale>('/shop/after-sales', body, key);
    await setSwitches(shop, { riskyWords: ['没收到'] });

    expect(await buyer.post<AfterSale>('/shop/after-sales', body, key)).toEqual(first);
    expect(await refusal(body)).toBe('TEXT_REJECTED');
    await setSwitches(shop, { riskyWords: [RISKY] });
  });

  it.each([
    ['a line twice', (lines: object[]) => ({ lines: [...lines, ...lines] })],
    ['no line', () => ({ lines: [] })],
    ['a reason of their own', () => ({ reason: 'full-moon' })],
    ['seven photos', () => ({ pictureIds: Array(7).fill('0'.repeat(26)) })],
  ])('when it has %s, then INVALID_INPUT', async (_what, given) => {
    const order = await aPaidOrder(shop, buyer, 1);
    const body = { ...aRequestFor(order), ...given(unitsOf(order)) };
    expect(await refusal(body)).toBe('INVALID_INPUT');
  });

  it('when it names a line of another order, then AFTER_SALE_QUANTITY', async () => {
    const [order, other] = [await aPaidOrder(shop, buyer, 1), await aPaidOrder(shop, buyer, 1)];
    expect(await refusal(aRequestFor(order, { lines: unitsOf(other) }))).toBe(
      'AFTER_SALE_QUANTITY',
    );
  });

  it('when the order is not theirs or not paid, then it is refused', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    expect(await refusal(aRequestFor(order), await aBuyer(shop))).toBe('ORDER_NOT_FOUND');
    const { id } = await placed(buyer, [{ skuId: await aSkuFor(shop), quantity: 1 }]);
    expect(await refusal(aRequestFor(await orderOf(buyer, id)))).toBe('ORDER_STATE');
  });
});
