import type { LockedOrder, OrderLines } from '../orders/lines/order-lines.service.js';
import { Refusal } from '../platform/refusal.js';
import type { Tx } from '../platform/transaction.js';
import { afterSaleLinesOf, type AfterSaleLineRow } from './after-sale-line.store.js';
import { findAfterSale, lockAfterSale, type AfterSaleRow } from './after-sale.store.js';

/** An after-sale, locked, and before it its order. */
export interface LockedAfterSale {
  locked: LockedOrder;
  afterSale: AfterSaleRow;
  lines: AfterSaleLineRow[];
}

/** Locks the order first, as everything does that changes its lines. @throws AFTER_SALE_NOT_FOUND */
export async function lockWithOrder(
  tx: Tx,
  orders: OrderLines,
  id: string,
): Promise<LockedAfterSale> {
  const known = await findAfterSale(tx, id);
  if (!known) throw new Refusal('AFTER_SALE_NOT_FOUND');
  const locked = await orders.lock(tx, known.orderId);
  const afterSale = await lockAfterSale(tx, id);
  if (!afterSale) throw new Refusal('AFTER_SALE_NOT_FOUND');
  return { locked, afterSale, lines: await afterSaleLinesOf(tx, [id]) };
}
