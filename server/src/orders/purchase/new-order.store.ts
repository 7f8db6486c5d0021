import { assert, type Quote, type StateWhenPaid, type Tenders } from '@siyu/shared';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import type { Destination } from '../order.store.js';

export interface NewOrder {
  id: string;
  shopperId: string;
  idempotencyKey: string;
  inputHash: string;
  paymentId: string;
  address: Destination;
  remark: string;
  payBy: Date;
  placedAt: Date;
  quote: Quote;
  /** By SKU id, the campaign whose own stock the goods come out of. */
  stockOf: ReadonlyMap<string, string>;
  stateWhenPaid: StateWhenPaid;
}

/**
 * Inserts the order unless the shopper holds `openMax` unpaid ones already, or is deleted; false
 * then. The row of the shopper is locked by the same statement, and the orders are counted once it
 * is: those that one shopper places at once are counted one after the other, and nobody else waits.
 */
export async function insertOrder(
  tx: Tx,
  order: NewOrder & { tenders: Tenders },
  openMax: number,
): Promise<boolean> {
  const { quote, tenders } = order;
  const { feeFen } = quote.freight;
  assert(feeFen !== null, 'an order is sent somewhere');
  const inserted = await affected(
    tx,
    `INSERT INTO orders (id, shopper_id, idempotency_key, input_hash, state, goods_fen,
       discount_fen, freight_fen, total_fen, points_fen, balance_fen, payment_id, address, remark,
       pay_by, placed_at, state_when_paid)
     SELECT ?, shopper.id, ?, ?, 'awaiting-payment', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM shopper
     WHERE shopper.id = ? AND shopper.deleted_at IS NULL AND (SELECT COUNT(*) FROM orders AS open
       WHERE open.shopper_id = shopper.id AND open.state = 'awaiting-payment') < ?
     FOR UPDATE`,
    [
      order.id,
      order.idempotencyKey,
      order.inputHash,
      quote.goodsFen,
      quote.discountFen,
      feeFen,
      quote.totalFen,
      tenders.pointsFen,
      tenders.balanceFen,
      order.paymentId,
      JSON.stringify(order.address),
      order.remark,
      order.payBy,
      order.placedAt,
      order.stateWhenPaid,
      order.shopperId,
      openMax,
    ],
  );
  return inserted === 1;
}

/**
 * Inserts orders of shoppers who are locked and were counted before, in one statement. WeChat alone
 * pays them.
 */
export async function insertOrders(tx: Tx, orders: readonly NewOrder[]): Promise<void> {
  await tx.query(
    `INSERT INTO orders (id, shopper_id, idempotency_key, input_hash, state, goods_fen,
       discount_fen, freight_fen, total_fen, payment_id, address, remark, pay_by, placed_at,
       state_when_paid)
     VALUES ?`,
    [
      orders.map(({ quote, ...order }) => [
        ...[order.id, order.shopperId, order.idempotencyKey, order.inputHash, 'awaiting-payment'],
        ...[quote.goodsFen, quote.discountFen, quote.freight.feeFen, quote.totalFen],
        ...[order.paymentId, JSON.stringify(order.address), order.remark],
        ...[order.payBy, order.placedAt, order.stateWhenPaid],
      ]),
    ],
  );
}

/** How many unpaid orders each of these shoppers has; who has none is missing. */
export async function openOrdersOf(
  tx: Tx,
  shopperIds: readonly string[],
): Promise<Map<string, number>> {
  const found = await rows<{ shopperId: string; open: number }>(
    tx,
    `SELECT shopper_id AS shopperId, COUNT(*) AS open FROM orders
     WHERE shopper_id IN (?) AND state = 'awaiting-payment' GROUP BY shopper_id`,
    [shopperIds],
  );
  return new Map(found.map(({ shopperId, open }) => [shopperId, open]));
}
