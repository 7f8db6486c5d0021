import type { EntityManager } from 'typeorm';
import type { PersonKey } from '../../../identity/person-keys.js';
import { rows, type Tx } from '../../../platform/transaction.js';

/** Claims these keys for a purchase. A key that is taken fails as a duplicate. */
export async function insertTrialClaims(
  tx: Tx,
  purchaseId: string,
  keys: readonly PersonKey[],
  now: Date,
): Promise<void> {
  // In order of the key, so that two trials of one person wait and do not deadlock.
  const values = [...keys]
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ hash, kind }) => [hash, kind, purchaseId, now]);
  await tx.query('INSERT INTO trial_claim VALUES ?', [values]);
}

export async function deleteTrialClaims(tx: Tx, purchaseId: string): Promise<void> {
  await tx.query('DELETE FROM trial_claim WHERE purchase_id = ?', [purchaseId]);
}

/** Whether any of these keys is taken. */
export async function areTrialKeysTaken(
  db: Pick<EntityManager, 'query'>,
  keys: readonly PersonKey[],
): Promise<boolean> {
  const sql = 'SELECT 1 FROM trial_claim WHERE claim_key IN (?) LIMIT 1';
  return (await rows(db, sql, [keys.map(({ hash }) => hash)])).length > 0;
}
