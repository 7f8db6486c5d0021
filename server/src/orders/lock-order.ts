import type { Payments } from '../payments/payments.service.js';
import type { Tx } from '../platform/transaction.js';
import { lockOrder, type OrderRow } from './order.store.js';

/**
 * Locks an order, and its payment before it; null when there is none.
 *
 * The order of locks is the same everywhere, so that no two transactions wait for one another:
 * payment, order, what stands on the order (after-sale, fapiao, upload to WeChat), stock. The
 * payment comes first because WeChat's news of it moves the order in one transaction. An order is
 * locked alone (`lockOrder`) only where neither its payment nor its refunds are touched after.
 */
export async function lockWithPayment(
  tx: Tx,
  payments: Payments,
  orderId: string,
): Promise<OrderRow | null> {
  await payments.lockOf(tx, 'order', orderId);
  return lockOrder(tx, orderId);
}
