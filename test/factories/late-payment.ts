import { Payments } from '../../server/src/payments/payments.service.js';
import { settled } from './fulfilment.js';
import { paymentIdOf, payInSheet, prepaid } from './purchase.js';
import type { Buyer } from './purchase.js';
import { setSwitches } from './shopper.js';
import type { TestShop } from './shop.js';

/**
 * Case 3: WeChat closed nothing, because the shopper paid in the very moment, and the news of it
 * is late. The order is closed here, and `newsComes` tells of the payment.
 */
export async function paidButClosedHere(
  shop: TestShop,
  buyer: Buyer,
  orderId: string,
): Promise<void> {
  const sheet = await prepaid(buyer, orderId);
  await setSwitches(shop, { notifyLost: true });
  await payInSheet(shop, sheet);
  await setSwitches(shop, { notifyLost: false });
  const paymentId = await paymentIdOf(shop, orderId);
  await shop.db.query("UPDATE payment SET state = 'closing' WHERE id = ?", [paymentId]);
  await shop.app.get(Payments, { strict: false }).recordClosed(paymentId);
  await shop.settle();
}

/** The shop hears of the payment, and of the refund as well when it sends the money back. */
export async function newsComes(shop: TestShop, orderId: string): Promise<void> {
  const payments = shop.app.get(Payments, { strict: false });
  await payments.check(await paymentIdOf(shop, orderId));
  await settled(shop);
}
