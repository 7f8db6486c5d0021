import { Refusal } from '../platform/refusal.js';
import { rows, type Tx } from '../platform/transaction.js';

/**
 * Holds a shopper until the transaction ends: whatever is counted per shopper (addresses, unused
 * uploads) is counted and added to by one transaction at a time.
 */
export async function lockShopper(tx: Tx, shopperId: string): Promise<void> {
  await tx.query('SELECT id FROM shopper WHERE id = ? FOR UPDATE', [shopperId]);
}

/** The same; whether their account is not deleted, so that what comes late still reaches them. */
export async function lockIfLive(tx: Tx, shopperId: string): Promise<boolean> {
  const sql = 'SELECT deleted_at AS deletedAt FROM shopper WHERE id = ? FOR UPDATE';
  const [found] = await rows<{ deletedAt: Date | null }>(tx, sql, [shopperId]);
  return found?.deletedAt === null;
}

/**
 * As `lockShopper`, for what begins something of theirs: for a moment another instance may still
 * know a session whose account is deleted. @throws Refusal SESSION_EXPIRED
 */
export async function lockLiveShopper(tx: Tx, shopperId: string): Promise<void> {
  if (!(await lockIfLive(tx, shopperId))) throw new Refusal('SESSION_EXPIRED');
}

/**
 * Holds a shopper, and keeps others as they are meanwhile: two who each look at the other come one
 * after the other, and those who only look at the same one do not wait. Answers who is not deleted.
 */
export async function lockTogether(
  tx: Tx,
  shopperId: string,
  othersIds: readonly string[],
): Promise<ReadonlySet<string>> {
  await lockShopper(tx, shopperId);
  const found = await rows<{ id: string }>(
    tx,
    `SELECT id FROM shopper WHERE id IN (?) AND deleted_at IS NULL ORDER BY id
     LOCK IN SHARE MODE`,
    [[shopperId, ...othersIds]],
  );
  return new Set(found.map(({ id }) => id));
}
