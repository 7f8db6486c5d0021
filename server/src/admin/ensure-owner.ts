import type { DataSource } from 'typeorm';
import { inTransaction } from '../platform/transaction.js';
import { insertLocal } from './local-operators.js';
import { countOperators } from './operator.store.js';
import { hashPassword, newPassword } from './password.js';
import { lockRoles } from './role.store.js';

/** The name of the first operator, and of the role that may do everything. */
const OWNER = 'owner';

/**
 * Creates the operator `owner` where there is no operator at all; safe to call at every start.
 * @returns name and password, the first time only
 */
export async function ensureOwner(
  db: DataSource,
  now: Date,
): Promise<{ name: string; password: string } | null> {
  if ((await countOperators(db.manager)) > 0) return null;
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  return inTransaction(db, async (tx) => {
    await lockRoles(tx);
    if ((await countOperators(tx)) > 0) return null;
    await insertLocal(tx, { name: OWNER, roles: [OWNER] }, passwordHash, now);
    return { name: OWNER, password };
  });
}
