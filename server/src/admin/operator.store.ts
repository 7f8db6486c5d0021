import type { Operator } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

interface OperatorRow {
  id: string;
  name: string;
  disabled: number;
  lockedUntil: Date | null;
  createdAt: Date;
  roleId: string | null;
  roleName: string | null;
}

/** What a login needs to know of an operator. */
export interface Credentials {
  id: string;
  name: string;
  passwordHash: string;
  disabled: boolean;
  failures: number;
  lockedUntil: Date | null;
}

const SELECT = `SELECT operator.id, operator.name, operator.disabled,
    operator.locked_until AS lockedUntil, operator.created_at AS createdAt, role.id AS roleId,
    role.name AS roleName
  FROM operator LEFT JOIN operator_role ON operator_role.operator_id = operator.id
  LEFT JOIN role ON role.id = operator_role.role_id`;

/** Every operator by name. There are at most OPERATORS_MAX. */
export async function allOperators(db: Reader): Promise<Operator[]> {
  return gathered(await rows<OperatorRow>(db, `${SELECT} ORDER BY operator.name, role.name`));
}

export async function operatorById(db: Reader, operatorId: string): Promise<Operator | null> {
  const found = await rows<OperatorRow>(db, `${SELECT} WHERE operator.id = ? ORDER BY role.name`, [
    operatorId,
  ]);
  return gathered(found)[0] ?? null;
}

export async function countOperators(db: Reader): Promise<number> {
  const [counted] = await rows<{ count: number }>(db, 'SELECT COUNT(*) AS count FROM operator');
  return Number(counted?.count ?? 0);
}

/** Operators who can log in and hold the owner's role. */
export async function countOwners(db: Reader): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    db,
    `SELECT COUNT(*) AS count FROM operator
     JOIN operator_role ON operator_role.operator_id = operator.id
     JOIN role ON role.id = operator_role.role_id
     WHERE role.is_owner = 1 AND operator.disabled = 0`,
  );
  return Number(counted?.count ?? 0);
}

/** Refused by the unique key when the name is taken. */
export async function insertOperator(
  tx: Tx,
  operator: { id: string; name: string; passwordHash: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO operator (id, name, password_hash, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?)`,
    [operator.id, operator.name, operator.passwordHash, now, now],
  );
}

export async function setDisabled(
  tx: Tx,
  operatorId: string,
  disabled: boolean,
  now: Date,
): Promise<void> {
  await tx.query('UPDATE operator SET disabled = ?, updated_at = ? WHERE id = ?', [
    Number(disabled),
    now,
    operatorId,
  ]);
}

/** Gives an operator exactly these roles. */
export async function setRoles(
  tx: Tx,
  operatorId: string,
  roleIds: readonly string[],
): Promise<void> {
  await tx.query('DELETE FROM operator_role WHERE operator_id = ?', [operatorId]);
  for (const roleId of roleIds) {
    await tx.query('INSERT INTO operator_role (operator_id, role_id) VALUES (?, ?)', [
      operatorId,
      roleId,
    ]);
  }
}

/** A new password also ends a lockout. */
export async function setPasswordHash(
  tx: Tx,
  operatorId: string,
  passwordHash: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE operator SET password_hash = ?, failures = 0, locked_until = NULL, updated_at = ?
     WHERE id = ?`,
    [passwordHash, now, operatorId],
  );
}

export async function lockCredentials(
  tx: Tx,
  by: { name: string } | { id: string },
): Promise<Credentials | null> {
  const [column, value] = 'name' in by ? ['name', by.name] : ['id', by.id];
  const [row] = await rows<Omit<Credentials, 'disabled'> & { disabled: number }>(
    tx,
    `SELECT id, name, password_hash AS passwordHash, disabled, failures,
       locked_until AS lockedUntil FROM operator WHERE ${column} = ? FOR UPDATE`,
    [value],
  );
  return row ? { ...row, disabled: row.disabled === 1 } : null;
}

export async function setFailures(
  tx: Tx,
  operatorId: string,
  failures: number,
  lockedUntil: Date | null,
): Promise<void> {
  await tx.query('UPDATE operator SET failures = ?, locked_until = ? WHERE id = ?', [
    failures,
    lockedUntil,
    operatorId,
  ]);
}

/** One operator from the rows of each of their roles. */
function gathered(found: readonly OperatorRow[]): Operator[] {
  const operators = new Map<string, Operator>();
  for (const row of found) {
    const operator = operators.get(row.id) ?? shown(row);
    operators.set(row.id, operator);
    if (row.roleId !== null) operator.roles.push({ id: row.roleId, name: row.roleName ?? '' });
  }
  return [...operators.values()];
}

function shown(row: OperatorRow): Operator {
  return {
    id: row.id,
    name: row.name,
    disabled: row.disabled === 1,
    roles: [],
    lockedUntil: row.lockedUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
