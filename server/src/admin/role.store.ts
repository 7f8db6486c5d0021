import { PERMISSIONS, permissionSchema, type Permission, type Role } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

interface RoleRow {
  id: string;
  name: string;
  isOwner: number;
  permissions: string | unknown[];
}

const SELECT = 'SELECT id, name, is_owner AS isOwner, permissions FROM role';

/** Every role, the owner's first. There are at most ROLES_MAX and one. */
export async function allRoles(db: Reader): Promise<Role[]> {
  const found = await rows<RoleRow>(db, `${SELECT} ORDER BY is_owner DESC, name`);
  return found.map(roleOf);
}

/** Every role, and the lock of all changes to operators and roles: the owner role's row. */
export async function lockRoles(tx: Tx): Promise<Role[]> {
  await tx.query('SELECT id FROM role WHERE is_owner = 1 FOR UPDATE');
  return allRoles(tx);
}

export async function insertRole(
  tx: Tx,
  role: Pick<Role, 'id' | 'name' | 'permissions'>,
  now: Date,
): Promise<void> {
  await tx.query(
    'INSERT INTO role (id, name, permissions, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
    [role.id, role.name, JSON.stringify(role.permissions), now, now],
  );
}

export async function updateRole(
  tx: Tx,
  role: Pick<Role, 'id' | 'name' | 'permissions'>,
  now: Date,
): Promise<void> {
  await tx.query('UPDATE role SET name = ?, permissions = ?, updated_at = ? WHERE id = ?', [
    role.name,
    JSON.stringify(role.permissions),
    now,
    role.id,
  ]);
}

export async function deleteRole(tx: Tx, roleId: string): Promise<void> {
  await affected(tx, 'DELETE FROM role WHERE id = ?', [roleId]);
}

export async function isRoleHeld(tx: Tx, roleId: string): Promise<boolean> {
  const found = await rows(tx, 'SELECT 1 FROM operator_role WHERE role_id = ? LIMIT 1', [roleId]);
  return found.length > 0;
}

/** What a role's row allows: the owner everything, others what this version still knows. */
export function permissionsOf(isOwner: boolean, stored: string | unknown[]): Permission[] {
  if (isOwner) return [...PERMISSIONS];
  const names: unknown[] = typeof stored === 'string' ? JSON.parse(stored) : stored;
  return names.flatMap((name) => permissionSchema.safeParse(name).data ?? []);
}

function roleOf(row: RoleRow): Role {
  const isOwner = row.isOwner === 1;
  return {
    id: row.id,
    name: row.name,
    isOwner,
    permissions: permissionsOf(isOwner, row.permissions),
  };
}
