import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpsRefund, Order, Page, RefundState } from '@siyu/shared';
import { answered, arrived, asked, refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, aSkuFor, settled, shipped, unitsOf } from '../../factories/fulfilment.js';
import { client } from '../../factories/http.js';
import { anotherInstance } from '../../factories/instance.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, paid, paymentIdOf, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const LATE_MS = 600_000;

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
});
afterEach(async () => {
  await client(shop.sandbox.url).del('/sandbox/switches');
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

/** A refund that was granted and is not yet sent; WeChat behaves so from then on. */
async function granted(switches: object = {}): Promise<Order> {
  const order = await aPaidOrder(shop, buyer, 1);
  await setSwitches(shop, switches);
  const { id } = await asked(buyer, order);
  await answered(operator, id, 'approval');
  return order;
}

async function refundOf(order: Order): Promise<OpsRefund> {
  const { refunds } = await operator.get<{ refunds: OpsRefund[] }>(`/ops/orders/${order.id}`);
  return refunds[0]!;
}

const stateOf = async (order: Order) => (await refundOf(order)).state;

async function expectRefundedOnce(order: Order): Promise<void> {
  expect(await stateOf(order)).toBe('succeeded');
  expect(await orderOf(buyer, order.id)).toMatchObject({ refundedFen: order.totalFen });
  const { items } = await buyer.get<Page<{ kind: string; orderId: string }>>('/shop/messages');
  const told = items.filter((one) => one.kind === 'refund-succeeded' && one.orderId === order.id);
  expect(told).toHaveLength(1);
}

describe('case 56: the same refund notification several times at once', () => {
  it('given ten copies, then it counts once', async () => {
    const order = await granted({ notifyCopies: 10 });
    await settled(shop);
    await expectRefundedOnce(order);
  });

  it('given two instances hear it in the same moment, then it counts once', async () => {
    const instance = await anotherInstance(shop);
    const order = await granted({ notifyOrigins: [shop.url, instance.url] });
    await settled(shop);
    await expectRefundedOnce(order);
    await instance.close();
  });
});

describe('case 59: refunds whose news comes early, late or bad', () => {
  it('given the notification overtakes the answer, then it is done, and the answer changes nothing', async () => {
    const order = await granted({ refundNotifyBeforeAnswer: true });
    await settled(shop);
    await expectRefundedOnce(order);
  });

  it('given the notification is lost, then WeChat is asked', async () => {
    const order = await granted({ notifyLost: true });
    await settled(shop);
    expect(await stateOf(order)).toBe('processing');

    shop.clock.advance(5 * 60_000);
    await shop.settle();
    await expectRefundedOnce(order);
  });

  it('given the answer to the request is lost, then the same number is asked for again', async () => {
    const order = await granted({
      notifyLost: true,
      answersLost: [{ path: '/v3/refund/domestic/refunds', method: 'POST', times: 2 }],
    });
    for (let minute = 0; minute < 8; minute++) {
      await settled(shop);
      shop.clock.advance(60_000);
    }
    await settled(shop);
    await expectRefundedOnce(order);
    const [payment] = await client(shop.sandbox.url).get<{ refunds: object[] }[]>(
      `/sandbox/payments?out_trade_no=${await paymentIdOf(shop, order.id)}`,
    );
    expect(payment?.refunds).toHaveLength(1);
  });

  it('given WeChat lacks balance (NOT_ENOUGH), then it is asked again under the same number', async () => {
    const order = await granted({ refundOutcome: 'NOT_ENOUGH' });
    await settled(shop);
    // Operators see why the money has not gone.
    const lastError = expect.stringContaining('NOT_ENOUGH');
    expect(await refundOf(order)).toMatchObject({ state: 'requested', lastError });

    await setSwitches(shop, { refundOutcome: 'SUCCESS' });
    shop.clock.advance(60_000);
    await settled(shop);
    await expectRefundedOnce(order);
    expect(await refundOf(order)).toMatchObject({ lastError: null });
  });

  it('given it is ABNORMAL, then an operator finds it, and asking again finds what was done about it', async () => {
    const order = await granted({ refundOutcome: 'ABNORMAL' });
    await settled(shop);
    const { id, state } = await refundOf(order);
    expect(state).toBe('abnormal');
    const { items } = await operator.get<Page<OpsRefund>>('/ops/refunds?state=abnormal');
    expect(items.map((one) => one.id)).toContain(id);
    expect(await orderOf(buyer, order.id)).toMatchObject({ state: 'closed', refundedFen: 0 });

    // Nothing was, at WeChat: under its own number it is as abnormal as before.
    await operator.post(`/ops/refunds/${id}/retry`);
    await settled(shop);
    expect(await stateOf(order)).toBe('abnormal');
  });

  it('given it is CLOSED, then it begins anew under another number, once', async () => {
    const order = await granted({ refundOutcome: 'CLOSED' });
    await settled(shop);
    const { id } = await refundOf(order);
    expect(await stateOf(order)).toBe('closed');

    await setSwitches(shop, { refundOutcome: 'SUCCESS' });
    shop.clock.advance(60_000);
    await operator.post(`/ops/refunds/${id}/retry`);
    expect(await operator.refusal('POST', `/ops/refunds/${id}/retry`)).toBe('PAYMENT_STATE');
    await settled(shop);
    await expectRefundedOnce(order);
  });

  it('given old news of a closed number comes after it was begun anew, then it changes nothing', async () => {
    const order = await granted({ refundOutcome: 'CLOSED', notifyLateMs: LATE_MS });
    await shop.settle();
    shop.clock.advance(5 * 60_000);
    await shop.settle();
    const { id } = await refundOf(order);
    expect(await stateOf(order)).toBe('closed');
    await setSwitches(shop, { refundOutcome: 'SUCCESS', refundLateMs: 2 * LATE_MS });
    await operator.post(`/ops/refunds/${id}/retry`);
    await shop.settle();

    shop.clock.advance(LATE_MS);
    await client(shop.sandbox.url).post('/sandbox/callbacks/flush');
    await shop.settle();
    expect(await stateOf(order)).toBe('processing');

    shop.clock.advance(2 * LATE_MS);
    await settled(shop);
    await expectRefundedOnce(order);
  });

  it.each<RefundState>(['succeeded', 'requested'])(
    'given it is %s, then there is nothing to retry',
    async (state) => {
      const order = await granted();
      if (state === 'succeeded') await settled(shop);
      const { id } = await refundOf(order);
      expect(await operator.refusal('POST', `/ops/refunds/${id}/retry`)).toBe('PAYMENT_STATE');
      await settled(shop);
    },
  );
});

describe('case 31: partial refunds of lines whose price does not divide', () => {
  it('given units go back one by one, in any order, then their sum is what was paid, to the fen', async () => {
    const skus = [
      await aSkuFor(shop, { priceFen: 333 as never }),
      await aSkuFor(shop, { priceFen: 1_009 as never }),
    ] as const;
    const order = await paid(shop, buyer, [
      { skuId: skus[0], quantity: 3 },
      { skuId: skus[1], quantity: 2 },
    ]);
    await shipped(shop, operator, order);
    const [first, second] = order.lines.map((line) => line.id);
    let sumFen = 0;
    for (const lineId of [second!, first!, first!, second!, first!]) {
      const lines = [{ lineId, quantity: 1 }];
      const { refundFen, state } = await refundedUnits(shop, operator, order, lines);
      expect(state).toBe('refunded');
      sumFen += refundFen;
      expect((await orderOf(buyer, order.id)).refundedFen).toBe(sumFen);
    }
    // The goods were carried as ordered, so the freight stays.
    expect(sumFen).toBe(order.goodsFen);
    const body = { lines: unitsOf(order, 1), reason: 'other', answer: '再退一次' };
    expect(await operator.refusal('POST', `/ops/orders/${order.id}/refunds`, { body })).toBe(
      'AFTER_SALE_QUANTITY',
    );
    await arrived(shop);
  });
});
