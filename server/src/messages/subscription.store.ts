import { affected, type Tx } from '../platform/transaction.js';

/** WeChat keeps count of acceptances without a bound; more than these are not worth keeping. */
const SENDS_MAX = 100;

/** One more message of the template may be sent; a ban given before is lifted by it. */
export async function addSend(
  tx: Tx,
  shopperId: string,
  templateId: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO subscription (shopper_id, template_id, sends_left, updated_at)
     VALUES (?, ?, 1, ?)
     ON DUPLICATE KEY UPDATE sends_left = LEAST(sends_left + 1, ${SENDS_MAX}), banned = 0,
       updated_at = VALUES(updated_at)`,
    [shopperId, templateId, now],
  );
}

/** No message of the template may be sent any more. */
export async function ban(tx: Tx, shopperId: string, templateId: string, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO subscription (shopper_id, template_id, sends_left, banned, updated_at)
     VALUES (?, ?, 0, 1, ?)
     ON DUPLICATE KEY UPDATE sends_left = 0, banned = 1, updated_at = VALUES(updated_at)`,
    [shopperId, templateId, now],
  );
}

/** Uses up one acceptance; false when there is none (case 61). */
export async function takeSend(tx: Tx, shopperId: string, templateId: string): Promise<boolean> {
  const taken = await affected(
    tx,
    `UPDATE subscription SET sends_left = sends_left - 1
     WHERE shopper_id = ? AND template_id = ? AND banned = 0 AND sends_left > 0`,
    [shopperId, templateId],
  );
  return taken === 1;
}

/** Returns an acceptance that carried nothing, unless the shopper has banned the template since. */
export async function giveBackSend(tx: Tx, shopperId: string, templateId: string): Promise<void> {
  await tx.query(
    `UPDATE subscription SET sends_left = LEAST(sends_left + 1, ${SENDS_MAX})
     WHERE shopper_id = ? AND template_id = ? AND banned = 0`,
    [shopperId, templateId],
  );
}

/** WeChat says there are none: its count is the one that holds. */
export async function forgetSends(tx: Tx, shopperId: string, templateId: string): Promise<void> {
  await tx.query(
    'UPDATE subscription SET sends_left = 0 WHERE shopper_id = ? AND template_id = ?',
    [shopperId, templateId],
  );
}
