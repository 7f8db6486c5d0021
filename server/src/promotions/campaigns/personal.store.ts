import { COUPON_MOVES, statesBefore } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { Person } from '../../platform/personal-data.js';
import { rows, type Tx } from '../../platform/transaction.js';

/** Coupons in hand that may still be used. */
export async function countUsable(
  db: Pick<EntityManager, 'query'>,
  shopperId: string,
  now: Date,
): Promise<number> {
  const [found] = await rows<{ usable: number }>(
    db,
    `SELECT COUNT(*) AS usable FROM coupon
     WHERE shopper_id = ? AND state = 'unused' AND valid_until > ?`,
    [shopperId, now],
  );
  return Number(found?.usable ?? 0);
}

/** Takes back whatever is unused. */
export async function revokeAllOf(tx: Tx, shopperId: string): Promise<void> {
  await tx.query(
    `UPDATE coupon SET state = 'revoked', remind_at = NULL WHERE shopper_id = ? AND state IN (?)`,
    [shopperId, statesBefore(COUPON_MOVES, 'revoked')],
  );
}

/** Whoever was granted a coupon by their phone number is named by their id alone. */
export async function forgetRecipient(tx: Tx, { shopperId, phone }: Person): Promise<void> {
  await tx.query('UPDATE coupon_grant_line SET recipient = ? WHERE shopper_id = ?', [
    shopperId,
    shopperId,
  ]);
  if (phone === null) return;
  await tx.query(`UPDATE coupon_grant_line SET recipient = '' WHERE recipient = ?`, [phone]);
}
