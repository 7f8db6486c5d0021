import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, OpsOrder, Page } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import {
  afterDays,
  aPaidOrder,
  aSkuFor,
  aTrackingNo,
  shipped,
  unitsOf,
} from '../../factories/fulfilment.js';
import { newKey } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, paid, placed, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop, ['orders.read', 'orders.ship', 'audit.read']);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

function send(orderId: string, ...parcels: object[]) {
  return operator.ask<OpsOrder & { code: string; facts: object }>(
    'POST',
    `/ops/orders/${orderId}/parcels`,
    { body: { parcels } },
  );
}

describe('given a paid order of two lines', () => {
  async function twoLines() {
    const skuIds = [await aSkuFor(shop), await aSkuFor(shop)] as const;
    return paid(shop, buyer, [
      { skuId: skuIds[0], quantity: 2 },
      { skuId: skuIds[1], quantity: 1 },
    ]);
  }

  it('when it goes out in two parcels, then it is shipped with the second', async () => {
    const order = await twoLines();
    const [first, second] = order.lines;

    await shipped(shop, operator, order, { lines: [{ lineId: first!.id, quantity: 1 }] });
    const between = await orderOf(buyer, order.id);
    expect(between).toMatchObject({ state: 'to-ship', autoCompleteAt: null });
    expect(between.parcels).toHaveLength(1);

    await shipped(shop, operator, order, {
      lines: [
        { lineId: first!.id, quantity: 1 },
        { lineId: second!.id, quantity: 1 },
      ],
    });
    const after = await orderOf(buyer, order.id);
    expect(after.state).toBe('shipped');
    expect(after.parcels.map((parcel) => parcel.companyName)).toEqual(['中通快递', '中通快递']);
    expect(after.timeline.filter((one) => one.kind === 'parcel-shipped')).toHaveLength(2);
    expect(after.autoCompleteAt).toBe('2026-11-28T04:00:00.000Z');
  });

  it('when both parcels go out together, then one request sends them', async () => {
    const order = await twoLines();
    const [first, second] = order.lines;
    const answer = await send(
      order.id,
      { company: 'YTO', trackingNo: aTrackingNo(), lines: [{ lineId: first!.id, quantity: 2 }] },
      { company: 'SF', trackingNo: aTrackingNo(), lines: [{ lineId: second!.id, quantity: 1 }] },
    );
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ state: 'shipped' });
    await shop.settle();
  });

  it('when more is sent than was bought, over two parcels of one request, then none is', async () => {
    const order = await twoLines();
    const lines = [{ lineId: order.lines[0]!.id, quantity: 2 }];
    const { status, body } = await send(
      order.id,
      { company: 'YTO', trackingNo: aTrackingNo(), lines },
      { company: 'YTO', trackingNo: aTrackingNo(), lines },
    );
    expect([status, body.code]).toEqual([409, 'SHIPMENT_INVALID']);
    expect((await orderOf(buyer, order.id)).parcels).toEqual([]);
  });

  it('when a parcel is sent twice under one number, then the second is refused', async () => {
    const order = await twoLines();
    const parcel = {
      company: 'YTO',
      trackingNo: aTrackingNo(),
      lines: [{ lineId: order.lines[0]!.id, quantity: 1 }],
    };
    expect((await send(order.id, parcel)).status).toBe(201);
    expect((await send(order.id, parcel)).body.code).toBe('SHIPMENT_INVALID');
    await shop.settle();
  });

  it('when a shipment is sent again under its key, then it went out once and the answer is as good', async () => {
    const order = await twoLines();
    const path = `/ops/orders/${order.id}/parcels`;
    const key = newKey();
    const parcel = (quantity: number) => ({
      company: 'YTO',
      trackingNo: `YT${order.id.slice(-10)}`,
      lines: [{ lineId: order.lines[0]!.id, quantity }],
    });
    const body = { parcels: [parcel(1)] };
    const [first, again] = await Promise.all([
      operator.post<OpsOrder>(path, body, key),
      operator.post<OpsOrder>(path, body, key),
    ]);
    expect(again.parcels).toEqual(first.parcels);
    expect(again.parcels).toHaveLength(1);
    const other = { parcels: [parcel(2)] };
    expect(await operator.refusal('POST', path, { body: other, key })).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(await operator.refusal('POST', path, { body, key: null })).toBe(
      'IDEMPOTENCY_KEY_REQUIRED',
    );
    await shop.settle();
  });

  it('when a line of another order is put in, then it is refused', async () => {
    const [order, other] = [await twoLines(), await twoLines()];
    const parcel = { company: 'YTO', trackingNo: aTrackingNo(), lines: unitsOf(other, 1) };
    expect((await send(order.id, parcel)).body.code).toBe('SHIPMENT_INVALID');
  });

  it('when ten operators send it at once, then it goes out once', async () => {
    const order = await twoLines();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        send(order.id, { company: 'YTO', trackingNo: aTrackingNo(), lines: unitsOf(order) }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await orderOf(buyer, order.id)).parcels).toHaveLength(1);
    await shop.settle();
  });
});

describe('given an order that cannot be shipped', () => {
  it('when it is not paid, then ORDER_STATE', async () => {
    const { id } = await placed(buyer, [{ skuId: await aSkuFor(shop), quantity: 1 }]);
    const parcel = {
      company: 'YTO',
      trackingNo: aTrackingNo(),
      lines: unitsOf(await orderOf(buyer, id)),
    };
    expect((await send(id, parcel)).body.code).toBe('ORDER_STATE');
  });

  it('when it is shipped already, then ORDER_STATE', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    await shipped(shop, operator, order);
    const parcel = { company: 'YTO', trackingNo: aTrackingNo(), lines: unitsOf(order) };
    expect((await send(order.id, parcel)).body).toMatchObject({
      code: 'ORDER_STATE',
      facts: { state: 'shipped' },
    });
  });

  it('when the operator may not ship, or the carrier does not exist, then it is refused', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const reader = await anOperator(shop, ['orders.read']);
    const parcels = [{ company: 'YTO', trackingNo: aTrackingNo(), lines: unitsOf(order) }];
    const path = `/ops/orders/${order.id}/parcels`;
    expect(await reader.refusal('POST', path, { body: { parcels } })).toBe('PERMISSION_MISSING');
    expect((await send(order.id, { ...parcels[0], company: 'OWL' })).body.code).toBe(
      'INVALID_INPUT',
    );
  });
});

it('given an operator ships, then the audit log says who sent what', async () => {
  const order = await aPaidOrder(shop, buyer, 1);
  await shipped(shop, operator, order);
  const { items } = await operator.get<Page<AuditEntry>>(
    `/ops/audit-log?subjectKind=order&subjectId=${order.id}`,
  );
  expect(items).toMatchObject([{ action: 'order.ship', operatorId: operator.id }]);
});

describe('given a parcel whose number is wrong', () => {
  it('when the order was received, then it can no longer be corrected', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const { parcels } = await shipped(shop, operator, order);
    ({ buyer, operator } = await afterDays(shop, 10, { buyer, operator }));
    const path = `/ops/orders/${order.id}/parcels/${parcels[0]!.id}`;
    const body = { company: 'ZTO', trackingNo: aTrackingNo() };
    expect(await operator.refusal('PUT', path, { body })).toBe('ORDER_STATE');
  });
});
