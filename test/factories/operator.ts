import { randomBytes } from 'node:crypto';
import type { CurrentOperatorView, OperatorSessionView, Permission } from '@siyu/shared';
import { insertLocal } from '../../server/src/admin/local-operators.js';
import { OperatorSessions } from '../../server/src/admin/operator-sessions.js';
import { hashPassword } from '../../server/src/admin/password.js';
import { insertRole } from '../../server/src/admin/role.store.js';
import { newId } from '../../server/src/platform/new-id.js';
import { inTransaction, type Tx } from '../../server/src/platform/transaction.js';
import { client, type Client } from './http.js';
import type { TestShop } from './shop.js';

/** Every test operator's; hashed once, because a hash takes a fifth of a second by design. */
const PASSWORD = 'a password for tests';
let passwordHash: Promise<string> | null = null;

/** Someone who works here, logged in. */
export interface TestOperator extends Client {
  id: string;
  name: string;
  password: string;
  token: string;
}

/** An operator with exactly these permissions, in a session; the owner's role where none are named. */
export async function anOperator(
  shop: TestShop,
  permissions?: readonly Permission[],
): Promise<TestOperator> {
  const name = `operator-${randomBytes(4).toString('hex')}`;
  const hash = await (passwordHash ??= hashPassword(PASSWORD));
  const { token } = await inTransaction(shop.db, async (tx) => {
    const role = permissions ? await aRole(tx, permissions, shop.clock.now()) : 'owner';
    const id = await insertLocal(tx, { name, roles: [role] }, hash, shop.clock.now());
    return shop.app.get(OperatorSessions).open(tx, id);
  });
  return asOperator(shop.url, token, name, PASSWORD);
}

/** Logs an operator in by name and password. */
export async function logInOperator(
  shop: Pick<TestShop, 'url'>,
  name: string,
  password: string,
): Promise<TestOperator> {
  const body = { name, password };
  const { token } = await client(shop.url).post<OperatorSessionView>('/ops/login', body);
  return asOperator(shop.url, token, name, password);
}

async function asOperator(
  url: string,
  token: string,
  name: string,
  password: string,
): Promise<TestOperator> {
  const caller = client(url, token);
  const { id } = await caller.get<CurrentOperatorView>('/ops/me');
  return { ...caller, id, name, password, token };
}

async function aRole(tx: Tx, permissions: readonly Permission[], now: Date): Promise<string> {
  const id = newId(now);
  await insertRole(tx, { id, name: `role-${id}`, permissions: [...permissions] }, now);
  return `role-${id}`;
}

/** The password a command printed: `Operator NAME / PASSWORD`. */
export function passwordIn(output: string): string {
  const password = /^ *Operator +\S+ \/ (\S+)/m.exec(output)?.[1];
  if (password === undefined) throw new Error(`no password in: ${output}`);
  return password;
}
