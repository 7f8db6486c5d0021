import { randomBytes } from 'node:crypto';
import type { Order, PayAnswer, PlacedOrder, Quote } from '@siyu/shared';
import { client, type Client } from './http.js';
import { idsOf } from './product.js';
import { addAddress, aShopper, type Place, type TestShopper } from './shopper.js';
import type { TestShop } from './shop.js';

export interface Wanted {
  skuId: string;
  quantity: number;
}

/** Someone who could buy now: logged in, with an address. */
export interface Buyer extends TestShopper {
  addressId: string;
}

export async function aBuyer(shop: Place): Promise<Buyer> {
  const shopper = await aShopper(shop);
  const address = await addAddress(shopper);
  return { ...shopper, addressId: address.id };
}

/** The first SKU of a product. */
export async function skuOf(shop: Pick<TestShop, 'db'>, handle: string): Promise<string> {
  const { skuIds } = await idsOf(shop, handle);
  return skuIds[0]!;
}

export function quoted(buyer: Buyer, lines: readonly Wanted[]): Promise<Quote> {
  return buyer.post<Quote>('/shop/quote', { lines, addressId: buyer.addressId });
}

/** What a checkout sends, at the total the shop would ask. */
export async function aRequest(buyer: Buyer, lines: readonly Wanted[]) {
  const { totalFen } = await quoted(buyer, lines);
  const { addressId } = buyer;
  return { lines, addressId, shownTotalFen: totalFen, returnPolicyConfirmed: true };
}

/** An order that waits to be paid. */
export async function placed(buyer: Buyer, lines: readonly Wanted[]): Promise<PlacedOrder> {
  return buyer.post<PlacedOrder>('/shop/orders', await aRequest(buyer, lines));
}

export function prepaid(buyer: Pick<Client, 'post'>, orderId: string): Promise<PayAnswer> {
  return buyer.post<PayAnswer>(`/shop/orders/${orderId}/payment`);
}

/** The shopper presses 确认支付 in WeChat's sheet; the notification is on its way. */
export async function payInSheet(shop: Place, answer: PayAnswer): Promise<void> {
  await client(shop.sandbox.url).post('/sandbox/pay', answer.jsapi);
}

/** Delivers every notification that is due, and what follows from it. */
export async function notified(shop: TestShop): Promise<void> {
  await client(shop.sandbox.url).post('/sandbox/callbacks/flush', { all: true });
  await shop.settle();
}

/** An order paid and known to be paid. */
export async function paid(shop: TestShop, buyer: Buyer, lines: readonly Wanted[]): Promise<Order> {
  const { id } = await placed(buyer, lines);
  await payInSheet(shop, await prepaid(buyer, id));
  await notified(shop);
  return orderOf(buyer, id);
}

export function orderOf(buyer: Pick<Client, 'get'>, orderId: string): Promise<Order> {
  return buyer.get<Order>(`/shop/orders/${orderId}`);
}

/** Units that can still be sold. */
export async function stockOf(shop: Pick<TestShop, 'db'>, skuId: string): Promise<number> {
  const [found] = await shop.db.query('SELECT stock FROM sku WHERE id = ?', [skuId]);
  return (found as { stock: number }).stock;
}

/** The payment behind an order, which is WeChat's `out_trade_no`. */
export async function paymentIdOf(shop: Pick<TestShop, 'db'>, orderId: string): Promise<string> {
  const sql = 'SELECT payment_id AS id FROM orders WHERE id = ?';
  const [found] = await shop.db.query(sql, [orderId]);
  return (found as { id: string }).id;
}

export function aHandle(): string {
  return `product-${randomBytes(4).toString('hex')}`;
}
