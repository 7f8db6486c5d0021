import type { Permission } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';
import { permissionsOf } from './role.store.js';

/** Who holds an operator's token, and what all their roles together allow. */
export interface OperatorHolder {
  operatorId: string;
  name: string;
  sessionId: string;
  expiresAt: Date;
  permissions: ReadonlySet<Permission>;
}

interface HolderRow extends Omit<OperatorHolder, 'permissions'> {
  isOwner: number | null;
  permissions: string | unknown[] | null;
}

/** One statement; a row for each role, or one without. */
export async function operatorHolding(
  db: Pick<EntityManager, 'query'>,
  tokenHash: string,
): Promise<OperatorHolder | null> {
  const found = await rows<HolderRow>(
    db,
    `SELECT operator.id AS operatorId, operator.name, session.id AS sessionId,
       session.expires_at AS expiresAt, role.is_owner AS isOwner, role.permissions
     FROM operator_session AS session JOIN operator ON operator.id = session.operator_id
     LEFT JOIN operator_role ON operator_role.operator_id = operator.id
     LEFT JOIN role ON role.id = operator_role.role_id
     WHERE session.token_hash = ? AND session.revoked_at IS NULL AND operator.disabled = 0`,
    [tokenHash],
  );
  const [first] = found;
  if (!first) return null;
  const { operatorId, name, sessionId, expiresAt } = first;
  const permissions = found.flatMap((row) =>
    permissionsOf(row.isOwner === 1, row.permissions ?? []),
  );
  return { operatorId, name, sessionId, expiresAt, permissions: new Set(permissions) };
}

export async function insertSession(
  tx: Tx,
  session: { id: string; operatorId: string; tokenHash: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO operator_session (id, operator_id, token_hash, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?)`,
    [session.id, session.operatorId, session.tokenHash, session.createdAt, session.expiresAt],
  );
}

export async function revokeSession(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await tx.query('UPDATE operator_session SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', [
    now,
    sessionId,
  ]);
}

/** Revokes all of an operator's sessions, but the one that asks if there is one. */
export async function revokeSessionsOf(
  tx: Tx,
  operatorId: string,
  exceptSessionId: string | null,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE operator_session SET revoked_at = ?
     WHERE operator_id = ? AND revoked_at IS NULL AND id <> ?`,
    [now, operatorId, exceptSessionId ?? ''],
  );
}

/** Deletes sessions that ended before; how many. */
export function deleteSessionsBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  return affected(tx, `DELETE FROM operator_session WHERE expires_at < ? LIMIT ${limit}`, [before]);
}
