import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Payments } from '../../../server/src/payments/payments.service.js';
import { Dispatcher } from '../../../server/src/platform/dispatcher.js';
import { Outbox } from '../../../server/src/platform/outbox.js';
import { Sweeps } from '../../../server/src/platform/sweeps.js';
import { asked, answered, arrived } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, aSkuFor, unitsOf } from '../../factories/fulfilment.js';
import { paidButClosedHere } from '../../factories/late-payment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import {
  aBuyer,
  notified,
  orderOf,
  paymentIdOf,
  placed,
  stockOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { until } from '../../factories/until.js';

const PAY_WITHIN_MS = 30 * 60_000;

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;
let broken = false;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
  shop.app.get(Outbox).listen({
    name: 'test.breaks',
    kind: 'payment.succeeded',
    handle: async () => {
      if (broken) throw new Error('broken');
    },
  });
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** Does `act` while another transaction holds the payment; it must wait with the order free. */
async function expectPaymentFirst(orderId: string, act: () => Promise<unknown>): Promise<void> {
  const [holder, passerBy] = [shop.db.createQueryRunner(), shop.db.createQueryRunner()];
  await holder.startTransaction();
  await holder.query('SELECT id FROM payment WHERE id = ? FOR UPDATE', [
    await paymentIdOf(shop, orderId),
  ]);
  const acting = act();
  try {
    await until('it waits for the payment', isSomeoneWaiting);
    await passerBy.startTransaction();
    const lock = 'SELECT id FROM orders WHERE id = ? FOR UPDATE NOWAIT';
    expect(await passerBy.query(lock, [orderId])).toHaveLength(1);
  } finally {
    for (const runner of [passerBy, holder]) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
    await acting;
  }
}

/** A statement that locks a payment while the only one is held can only be waiting for it. */
async function isSomeoneWaiting(): Promise<boolean> {
  const waiting: unknown[] = await shop.db.query(
    `SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()
     AND (info LIKE '%FROM payment%FOR UPDATE' OR info LIKE 'UPDATE payment%')`,
    [shop.database],
  );
  return waiting.length > 0;
}

async function unpaid(): Promise<string> {
  const { id } = await placed(buyer, [{ skuId: await aSkuFor(shop), quantity: 1 }]);
  return id;
}

describe('given the payment of an order is held by another, it waits with the order free', () => {
  it('when its pay deadline passes', async () => {
    const id = await unpaid();
    shop.clock.advance(PAY_WITHIN_MS);
    await expectPaymentFirst(id, () => shop.app.get(Sweeps).runNow('orders.expire'));
    await shop.settle();
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed', closeReason: 'expired' });
  });

  it('when the shopper cancels it', async () => {
    const id = await unpaid();
    await expectPaymentFirst(id, () => buyer.post(`/shop/orders/${id}/cancellation`));
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed', closeReason: 'cancelled' });
  });

  it('when an after-sale of it is granted', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const { id } = await asked(buyer, order);
    await expectPaymentFirst(order.id, () => answered(operator, id, 'approval'));
    await arrived(shop);
  });

  it('when an operator refunds it', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const body = { lines: unitsOf(order), reason: 'other', answer: '商家退款' };
    await expectPaymentFirst(order.id, () =>
      operator.post(`/ops/orders/${order.id}/refunds`, body),
    );
    await arrived(shop);
  });

  it('case 03: when its late payment is told to it again, and its stock is gone', async () => {
    const skuId = await aSkuFor(shop, { stock: 1 });
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    await paidButClosedHere(shop, buyer, id);
    await placed(await aBuyer(shop), [{ skuId, quantity: 1 }]);
    broken = true;
    await shop.app.get(Payments, { strict: false }).check(await paymentIdOf(shop, id));
    broken = false;

    await expectPaymentFirst(id, () => shop.app.get(Dispatcher).runOnce());

    await notified(shop);
    const order = await orderOf(buyer, id);
    expect(order).toMatchObject({ state: 'closed', refundedFen: order.totalFen });
    expect(await stockOf(shop, skuId)).toBe(0);
  });
});
