import { CART_LINES_MAX, fen, QUANTITY_PER_LINE_MAX, type Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type SingleWrite, type Tx } from '../platform/transaction.js';

export interface CartRow {
  skuId: string;
  quantity: number;
  selected: boolean;
  addedPriceFen: Fen;
}

/** What the owner of a cart begins with when it is a client nobody has logged in on. */
export const ANONYMOUS = 'a:';

type Reader = Pick<EntityManager, 'query'>;

/**
 * Lines of a cart, newest first. It holds CART_LINES_MAX: more may be stored where several were put
 * in at the same moment, and the oldest are then left out.
 */
export async function cartRows(db: Reader, ownerId: string): Promise<CartRow[]> {
  const found = await rows<{
    skuId: string;
    quantity: number;
    selected: number;
    addedPriceFen: number;
  }>(
    db,
    `SELECT sku_id AS skuId, quantity, selected, added_price_fen AS addedPriceFen
     FROM cart_line WHERE owner_id = ? ORDER BY added_at DESC, sku_id LIMIT ${CART_LINES_MAX}`,
    [ownerId],
  );
  return found.map((row) => ({
    ...row,
    selected: row.selected === 1,
    addedPriceFen: fen(row.addedPriceFen),
  }));
}

/** Sets a line to a quantity; `selected` stays as it was unless given. */
export async function putCartRow(
  single: SingleWrite,
  ownerId: string,
  line: { skuId: string; quantity: number; selected: boolean | undefined; priceFen: Fen },
  now: Date,
): Promise<void> {
  const selected = line.selected === undefined ? null : Number(line.selected);
  await single.query(
    `INSERT INTO cart_line
       (owner_id, sku_id, quantity, selected, added_price_fen, added_at, touched_at)
     VALUES (?, ?, ?, COALESCE(?, 1), ?, ?, ?)
     ON DUPLICATE KEY UPDATE quantity = VALUES(quantity), selected = COALESCE(?, selected),
       touched_at = VALUES(touched_at)`,
    [ownerId, line.skuId, line.quantity, selected, line.priceFen, now, now, selected],
  );
}

export async function removeCartRows(
  single: SingleWrite,
  ownerId: string,
  skuIds: readonly string[],
): Promise<void> {
  if (skuIds.length === 0) return;
  await single.query('DELETE FROM cart_line WHERE owner_id = ? AND sku_id IN (?)', [
    ownerId,
    skuIds,
  ]);
}

/** Selects exactly these lines. */
export async function selectCartRows(
  single: SingleWrite,
  ownerId: string,
  skuIds: readonly string[],
  now: Date,
): Promise<void> {
  await single.query(
    'UPDATE cart_line SET selected = (sku_id IN (?)), touched_at = ? WHERE owner_id = ?',
    [skuIds.length > 0 ? skuIds : [''], now, ownerId],
  );
}

/**
 * Moves an anonymous cart's lines to a shopper. Of the same SKU the quantities add up, to as many
 * as a line may hold, and it stays ticked as the shopper has it before them. A cart holds
 * CART_LINES_MAX lines: the newest stay.
 */
export async function mergeCart(tx: Tx, fromOwner: string, toOwner: string): Promise<void> {
  await tx.query(
    `INSERT INTO cart_line
       (owner_id, sku_id, quantity, selected, added_price_fen, added_at, touched_at)
     SELECT ?, sku_id, quantity, selected, added_price_fen, added_at, touched_at
     FROM cart_line AS anonymous WHERE owner_id = ?
     ON DUPLICATE KEY UPDATE selected = VALUES(selected),
       quantity = LEAST(cart_line.quantity + VALUES(quantity), ${QUANTITY_PER_LINE_MAX})`,
    [toOwner, fromOwner],
  );
  await tx.query('DELETE FROM cart_line WHERE owner_id = ?', [fromOwner]);
  const kept = await cartRows(tx, toOwner);
  if (kept.length < CART_LINES_MAX) return;
  await tx.query('DELETE FROM cart_line WHERE owner_id = ? AND sku_id NOT IN (?)', [
    toOwner,
    kept.map((line) => line.skuId),
  ]);
}

/** Deletes up to `limit` lines of anonymous carts that nobody has changed since; how many. */
export function deleteAnonymousBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  return affected(
    tx,
    `DELETE FROM cart_line WHERE owner_id LIKE '${ANONYMOUS}%' AND touched_at < ? LIMIT ?`,
    [before, limit],
  );
}
