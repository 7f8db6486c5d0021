import type { Remainder } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { personKey } from '../../identity/person-keys.js';
import type { Person } from '../../platform/personal-data.js';
import { rows, type Tx } from '../../platform/transaction.js';

/** Orders that are not over, and those for which an after-sale could still be asked. */
export async function openOf(
  db: Pick<EntityManager, 'query'>,
  shopperId: string,
  now: Date,
): Promise<Remainder[]> {
  const [found] = await rows<{ open: number | null; returnable: number | null }>(
    db,
    `SELECT SUM(state NOT IN ('completed', 'closed')) AS open,
       SUM(state = 'completed' AND after_sale_until > ?) AS returnable
     FROM orders WHERE shopper_id = ?`,
    [now, shopperId],
  );
  return [
    { kind: 'open-orders', amount: Number(found?.open ?? 0) },
    { kind: 'after-sale-time', amount: Number(found?.returnable ?? 0) },
  ];
}

/**
 * Who paid is kept as a hash: enough to know whoever comes back under that openid for no newcomer
 * (case 24), and not enough to know who it was.
 */
export async function forgetPayer(tx: Tx, { shopperId, openid }: Person): Promise<void> {
  const { hash } = personKey('openid', openid);
  await tx.query('UPDATE orders SET payer_openid = ? WHERE payer_openid = ?', [hash, openid]);
  await tx.query(
    `UPDATE orders SET payer_openid = ?
     WHERE shopper_id = ? AND paid_at IS NOT NULL AND payer_openid IS NULL`,
    [hash, shopperId],
  );
}
