import { randomBytes } from 'node:crypto';
import type { CarrierCode, LineQuantities, OpsOrder, Order } from '@siyu/shared';
import { client } from './http.js';
import { logInOperator, type TestOperator } from './operator.js';
import { aProduct, aSku, stocked } from './product.js';
import { aHandle, notified, orderOf, paid, skuOf, type Buyer } from './purchase.js';
import { aShopper } from './shopper.js';
import type { TestShop } from './shop.js';

/** A SKU nobody else sells, by price and units. */
export async function aSkuFor(
  shop: TestShop,
  given: Parameters<typeof aSku>[0] = {},
): Promise<string> {
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, skus: [aSku(given)] }));
  return skuOf(shop, handle);
}

/** A paid order of one SKU of its own. */
export async function aPaidOrder(
  shop: TestShop,
  buyer: Buyer,
  quantity: number,
  given: Parameters<typeof aSku>[0] = {},
): Promise<Order> {
  return paid(shop, buyer, [{ skuId: await aSkuFor(shop, given), quantity }]);
}

/** All units of an order, or those given. */
export function unitsOf(order: Order, quantity?: number): LineQuantities {
  return order.lines.map((line) => ({ lineId: line.id, quantity: quantity ?? line.quantity }));
}

/** Sends units of an order in one parcel, all of them unless some are named. */
export async function shipped(
  shop: TestShop,
  operator: TestOperator,
  order: Order,
  given: { lines?: LineQuantities; company?: CarrierCode; trackingNo?: string } = {},
): Promise<OpsOrder> {
  const { lines = unitsOf(order), company = 'ZTO', trackingNo = aTrackingNo() } = given;
  const answer = await operator.post<OpsOrder>(`/ops/orders/${order.id}/parcels`, {
    parcels: [{ company, trackingNo, lines }],
  });
  await shop.settle();
  return answer;
}

/** The shopper confirms in WeChat's component, and comes back to the mini-program. */
export async function received(shop: TestShop, buyer: Buyer, orderId: string): Promise<Order> {
  const { receiptConfirmation } = await orderOf(buyer, orderId);
  await client(shop.sandbox.url).post('/sandbox/confirm-receive', {
    transaction_id: receiptConfirmation?.transactionId,
  });
  return buyer.post<Order>(`/shop/orders/${orderId}/receipt`);
}

/** Runs what is due and lets WeChat tell of it, as often as it takes one thing to cause the next. */
export async function settled(shop: TestShop): Promise<void> {
  await shop.settle();
  await notified(shop);
}

export function aTrackingNo(): string {
  return randomBytes(6).toString('hex').toUpperCase();
}

/** The same two people after so long that their sessions have ended. */
export async function afterDays(
  shop: TestShop,
  days: number,
  people: { buyer: Buyer; operator: TestOperator },
): Promise<{ buyer: Buyer; operator: TestOperator }> {
  shop.clock.advance(days * 86_400_000);
  await shop.settle();
  const { buyer, operator } = people;
  const again = await aShopper(shop, { openid: buyer.openid });
  return {
    buyer: { ...again, addressId: buyer.addressId },
    operator: await logInOperator(shop, operator.name, operator.password),
  };
}
