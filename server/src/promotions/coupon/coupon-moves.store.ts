import { assertMove, COUPON_MOVES, statesBefore } from '@siyu/shared';
import { affected, rows, type Tx } from '../../platform/transaction.js';

/** An order locks these of its shopper's coupons, all of them usable now; false when one is not. */
export async function lockForOrder(
  tx: Tx,
  { orderId, shopperId, now }: { orderId: string; shopperId: string; now: Date },
  couponIds: readonly string[],
): Promise<boolean> {
  const locked = await affected(
    tx,
    `UPDATE coupon SET state = ?, order_id = ?
     WHERE id IN (?) AND shopper_id = ? AND state IN (?) AND valid_from <= ? AND valid_until > ?`,
    ['locked', orderId, couponIds, shopperId, statesBefore(COUPON_MOVES, 'locked'), now, now],
  );
  return locked === couponIds.length;
}

/** Paid orders use what they locked. */
export async function useLocked(tx: Tx, orderIds: readonly string[], now: Date): Promise<void> {
  assertMove(COUPON_MOVES, 'locked', 'used', 'a coupon');
  await tx.query(
    `UPDATE coupon SET state = ?, used_at = ?, remind_at = NULL
     WHERE order_id IN (?) AND state = 'locked'`,
    ['used', now, orderIds],
  );
}

/**
 * An order paid after it closed uses its coupons again: what its shopper was promised when placing
 * it holds, though they are over by now. False when one of them is used elsewhere.
 */
export async function useAgain(
  tx: Tx,
  { orderId, now }: { orderId: string; now: Date },
  couponIds: readonly string[],
): Promise<boolean> {
  assertMove(COUPON_MOVES, 'unused', 'used', 'a coupon');
  const used = await affected(
    tx,
    `UPDATE coupon SET state = ?, order_id = ?, used_at = ?, remind_at = NULL
     WHERE id IN (?) AND state = 'unused'`,
    ['used', orderId, now, couponIds],
  );
  return used === couponIds.length;
}

/** What an order holds, locked. */
export function couponsOfOrder(
  tx: Tx,
  orderId: string,
): Promise<{ id: string; campaignId: string; validUntil: Date }[]> {
  return rows(
    tx,
    `SELECT id, campaign_id AS campaignId, valid_until AS validUntil FROM coupon
     WHERE order_id = ? ORDER BY id FOR UPDATE`,
    [orderId],
  );
}

/** The order that locked these closed unpaid: they are as they were. */
export async function unlock(tx: Tx, orderId: string, now: Date): Promise<void> {
  assertMove(COUPON_MOVES, 'locked', 'unused', 'a coupon');
  await tx.query(
    `UPDATE coupon SET state = ?, order_id = NULL, returned_at = ?
     WHERE order_id = ? AND state = 'locked'`,
    ['unused', now, orderId],
  );
}

/** A refunded order gives one back, valid until then. */
export async function giveBack(
  tx: Tx,
  couponId: string,
  { validUntil, remindAt, now }: { validUntil: Date; remindAt: Date | null; now: Date },
): Promise<void> {
  await tx.query(
    `UPDATE coupon SET state = ?, order_id = NULL, used_at = NULL, returned_at = ?,
       valid_until = ?, remind_at = ? WHERE id = ? AND state IN (?)`,
    ['unused', now, validUntil, remindAt, couponId, statesBefore(COUPON_MOVES, 'unused')],
  );
}

/** Takes back what is unused: these coupons of a campaign, or all of it. How many. */
export function revoke(
  tx: Tx,
  campaignId: string,
  couponIds: readonly string[] | null,
): Promise<number> {
  const named = couponIds === null ? '' : 'AND id IN (?)';
  return affected(
    tx,
    `UPDATE coupon SET state = ?, remind_at = NULL
     WHERE campaign_id = ? AND state IN (?) ${named}`,
    [
      'revoked',
      campaignId,
      statesBefore(COUPON_MOVES, 'revoked'),
      ...(couponIds === null ? [] : [couponIds]),
    ],
  );
}

/** Whom another feature granted coupons, and the key it gave. */
export interface GrantName {
  shopperId: string;
  key: string;
}

/** What coupons of a grant take off orders: used, or held by one that can still be paid. */
export async function savedByGranted(tx: Tx, { shopperId, key }: GrantName): Promise<number> {
  const [found] = await rows<{ saved: number | null }>(
    tx,
    `SELECT SUM(promotion_use.saved_fen) AS saved FROM coupon
     JOIN promotion_use ON promotion_use.order_id = coupon.order_id
       AND promotion_use.coupon_id = coupon.id AND promotion_use.state IN ('held', 'used')
     WHERE coupon.shopper_id = ? AND coupon.grant_key = ?`,
    [shopperId, key],
  );
  return found?.saved ?? 0;
}

/** Takes back the unused coupons of a grant. */
export async function revokeGranted(tx: Tx, { shopperId, key }: GrantName): Promise<void> {
  await tx.query(
    `UPDATE coupon SET state = ?, remind_at = NULL
     WHERE shopper_id = ? AND grant_key = ? AND state IN (?)`,
    ['revoked', shopperId, key, statesBefore(COUPON_MOVES, 'revoked')],
  );
}
