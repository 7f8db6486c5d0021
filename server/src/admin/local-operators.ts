import type { Operator } from '@siyu/shared';
import type { DataSource } from 'typeorm';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { insertEntry } from './audit-log.js';
import { createOperator } from './new-operator.js';
import { revokeSessionsOf } from './operator-session.store.js';
import { lockCredentials, setPasswordHash } from './operator.store.js';
import { hashPassword, newPassword } from './password.js';
import { allRoles, lockRoles } from './role.store.js';

/**
 * Who holds the machine may add operators and give new passwords without being one: for the first
 * owner, and for when everybody is locked out. The log names the operator as their own author.
 */
export interface LocalOperator {
  name: string;
  /** Names of roles. */
  roles: readonly string[];
}

/**
 * Adds an operator.
 * @returns the password, shown once
 * @throws Refusal OPERATOR_NAME_TAKEN; NOT_FOUND when a role is not there
 */
export async function addOperator(
  db: DataSource,
  added: LocalOperator,
  now: Date,
): Promise<string> {
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  await inTransaction(db, (tx) => insertLocal(tx, added, passwordHash, now));
  return password;
}

/** The names a role may have here. */
export async function roleNames(db: DataSource): Promise<string[]> {
  return (await allRoles(db.manager)).map((role) => role.name);
}

/**
 * Gives an operator a new password and ends their sessions; a running server notices in seconds.
 * @returns the password, shown once
 * @throws Refusal NOT_FOUND
 */
export async function resetOperator(db: DataSource, name: string, now: Date): Promise<string> {
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  await inTransaction(db, async (tx) => {
    const operator = await lockCredentials(tx, { name });
    if (!operator) throw new Refusal('NOT_FOUND', { name });
    await setPasswordHash(tx, operator.id, passwordHash, now);
    await revokeSessionsOf(tx, operator.id, null, now);
    await record(tx, operator, 'operator.reset-password', null, now);
  });
  return password;
}

/** Inserts an operator in the caller's transaction; their id. */
export async function insertLocal(
  tx: Tx,
  added: LocalOperator,
  passwordHash: string,
  now: Date,
): Promise<string> {
  const roles = await lockRoles(tx);
  const roleIds = added.roles.map((name) => {
    const role = roles.find((one) => one.name === name);
    if (!role) throw new Refusal('NOT_FOUND', { role: name });
    return role.id;
  });
  const operator = await createOperator(tx, { name: added.name, roleIds, passwordHash }, now);
  await record(tx, operator, 'operator.create', operator, now);
  return operator.id;
}

function record(
  tx: Tx,
  { id, name }: Pick<Operator, 'id' | 'name'>,
  action: string,
  after: Operator | null,
  now: Date,
): Promise<void> {
  const operator = { operatorId: id, name };
  const write = { operator, action, subjectKind: 'operator', subjectId: id, before: null, after };
  return insertEntry(tx, write, now);
}
