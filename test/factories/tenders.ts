import type { Order, PlacedOrder } from '@siyu/shared';
import { Ledger } from '../../server/src/ledger/ledger.service.js';
import { granted } from './points.js';
import {
  aBuyer,
  aRequest,
  notified,
  orderOf,
  payInSheet,
  prepaid,
  type Buyer,
  type Wanted,
} from './purchase.js';
import type { TestShop } from './shop.js';
import { aLot } from './wallet.js';

/** What points and balance pay of an order, in fen. */
export interface Paying {
  pointsFen?: number;
  balanceFen?: number;
  balanceConfirmed?: boolean;
}

/** An order that waits for WeChat's part, or for nothing where there is none. */
export async function placedWith(
  buyer: Buyer,
  lines: readonly Wanted[],
  paying: Paying,
): Promise<PlacedOrder> {
  return buyer.post<PlacedOrder>('/shop/orders', { ...(await aRequest(buyer, lines)), ...paying });
}

/** The same, paid and known to be paid. */
export async function paidWith(
  shop: TestShop,
  buyer: Buyer,
  lines: readonly Wanted[],
  paying: Paying,
): Promise<Order> {
  const { id } = await placedWith(buyer, lines, paying);
  await shop.settle();
  const { state, paidBy } = await orderOf(buyer, id);
  if (state === 'awaiting-payment' && paidBy.wechatFen > 0) {
    await payInSheet(shop, await prepaid(buyer, id));
    await notified(shop);
  }
  return orderOf(buyer, id);
}

/** A buyer who has ¥300 principal with ¥100 bonus, and 5,000 points worth ¥50. */
export async function aSaver(shop: TestShop): Promise<Buyer> {
  const buyer = await aBuyer(shop);
  await aLot(shop, buyer.id, { principal: 30_000, bonus: 10_000 });
  await granted(shop, buyer.id, 5_000);
  return buyer;
}

/** What a saver has left, and what unpaid orders hold of it. */
export async function savingsOf(shop: TestShop, { id: shopperId }: Buyer) {
  const all = await shop.app.get(Ledger, { strict: false }).balances(shopperId);
  return {
    principal: all['wallet.principal'],
    bonus: all['wallet.bonus'],
    points: all['points.active'],
    held: all['wallet.principal-held'] + all['wallet.bonus-held'],
    pointsHeld: all['points.held'],
  };
}

/** What a saver has when no order holds any of it. */
export const UNTOUCHED = {
  principal: 30_000,
  bonus: 10_000,
  points: 5_000,
  held: 0,
  pointsHeld: 0,
};

/** What WeChat's side knows of the refunds of a payment, in fen. */
export async function wechatRefunds(shop: TestShop, paymentId: string): Promise<number[]> {
  const found = (await shop.db.query(
    "SELECT amount_fen AS fen FROM refund WHERE payment_id = ? AND state = 'succeeded' ORDER BY id",
    [paymentId],
  )) as { fen: number }[];
  return found.map(({ fen }) => fen);
}
