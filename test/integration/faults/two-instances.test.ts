import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message, OpsAfterSale, Order, Page } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { aSkuFor, unitsOf } from '../../factories/fulfilment.js';
import { client } from '../../factories/http.js';
import { anotherInstance, type Instance } from '../../factories/instance.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import {
  aBuyer,
  notified,
  orderOf,
  payInSheet,
  paymentIdOf,
  placed,
  prepaid,
  stockOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const COPIES = 8;

interface Callback {
  eventType: string;
  attempts: { url: string; status: number | null }[];
}

let shop: TestShop;
let other: Instance;
let buyer: Buyer;
let operator: TestOperator;
let skuId: string;

beforeAll(async () => {
  shop = await aShop();
  other = await anotherInstance(shop);
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
  skuId = await aSkuFor(shop, { stock: 100 });
  await setSwitches(shop, { notifyCopies: COPIES, notifyOrigins: [shop.url, other.url] });
});
afterEach(() => expectCleanAudit(shop));
afterAll(async () => {
  await other.close();
  await shop.close();
});

async function count(sql: string, ...parameters: unknown[]): Promise<number> {
  const [found] = await shop.db.query(`SELECT COUNT(*) AS count ${sql}`, parameters);
  return (found as { count: number }).count;
}

async function paidOrder(): Promise<Order> {
  const { id } = await placed(buyer, [{ skuId, quantity: 2 }]);
  await payInSheet(shop, await prepaid(buyer, id));
  await notified(shop);
  return orderOf(buyer, id);
}

/** Every copy of an event's notification, by the origin it went to, and how it was answered. */
async function copiesOf(orderId: string, eventType: string): Promise<Callback['attempts']> {
  const callbacks = await client(shop.sandbox.url).get<Callback[]>(
    `/sandbox/callbacks?out_trade_no=${await paymentIdOf(shop, orderId)}`,
  );
  return callbacks.filter((one) => one.eventType === eventType).flatMap((one) => one.attempts);
}

async function expectAcceptedByBoth(orderId: string, eventType: string): Promise<void> {
  const copies = await copiesOf(orderId, eventType);
  expect(copies.map(({ status }) => status)).toEqual(Array(COPIES).fill(204));
  expect(new Set(copies.map((copy) => new URL(copy.url).origin)).size).toBe(2);
}

describe('case 56: a notification that comes to two instances at once, several times', () => {
  it('given it tells of a payment, then the order is paid once', async () => {
    const before = await stockOf(shop, skuId);

    const order = await paidOrder();

    await expectAcceptedByBoth(order.id, 'TRANSACTION.SUCCESS');
    expect(order).toMatchObject({ state: 'to-ship', refundedFen: 0 });
    expect(order.timeline.filter((one) => one.kind === 'paid')).toHaveLength(1);
    expect(await stockOf(shop, skuId)).toBe(before - 2);
    const arrivals = `FROM inbox_message JOIN payment ON payment.transaction_id = message_id
      WHERE payment.id = ?`;
    expect(await count(arrivals, await paymentIdOf(shop, order.id))).toBe(1);
  });

  it('given it tells of a refund, then the money is noted once, and told of once', async () => {
    const order = await paidOrder();
    await setSwitches(shop, { refundLateMs: 1 });
    await operator.post<OpsAfterSale>(`/ops/orders/${order.id}/refunds`, {
      lines: unitsOf(order, 1),
      reason: 'other',
      answer: '商家退款',
    });
    await shop.settle();
    expect(await orderOf(buyer, order.id)).toMatchObject({ refundedFen: 0 });
    shop.clock.advance(1_000);
    await notified(shop);

    await expectAcceptedByBoth(order.id, 'REFUND.SUCCESS');
    const after = await orderOf(buyer, order.id);
    expect(after.refundedFen).toBe(after.lines[0]?.unitPriceFen);
    expect(after.timeline.filter((one) => one.kind === 'refunded')).toHaveLength(1);
    const { items } = await buyer.get<Page<Message>>('/shop/messages');
    expect(items.filter((one) => one.kind === 'refund-succeeded')).toHaveLength(1);
  });
});
