import { randomBytes } from 'node:crypto';
import type { OperatorSessionView, Permission } from '@siyu/shared';
import { insertLocal } from '../../server/src/admin/local-operators.js';
import { hashPassword } from '../../server/src/admin/password.js';
import { insertRole } from '../../server/src/admin/role.store.js';
import { newId } from '../../server/src/platform/new-id.js';
import { inTransaction } from '../../server/src/platform/transaction.js';
import { client, type Client } from './http.js';
import type { TestShop } from './shop.js';

/** Someone who works here, logged in. */
export interface TestOperator extends Client {
  id: string;
  name: string;
  password: string;
  token: string;
}

/** An operator with exactly these permissions; the owner's role where none are named. */
export async function anOperator(
  shop: Pick<TestShop, 'url' | 'db' | 'clock'>,
  permissions?: readonly Permission[],
): Promise<TestOperator> {
  const suffix = randomBytes(4).toString('hex');
  const name = `operator-${suffix}`;
  const password = `password-${suffix}`;
  const passwordHash = await hashPassword(password);
  const now = shop.clock.now();
  await inTransaction(shop.db, async (tx) => {
    const role = permissions ? `role-${suffix}` : 'owner';
    if (permissions) {
      await insertRole(tx, { id: newId(now), name: role, permissions: [...permissions] }, now);
    }
    await insertLocal(tx, { name, roles: [role] }, passwordHash, now);
  });
  return logInOperator(shop, name, password);
}

/** Logs an operator in. */
export async function logInOperator(
  shop: Pick<TestShop, 'url'>,
  name: string,
  password: string,
): Promise<TestOperator> {
  const session = await client(shop.url).post<OperatorSessionView>('/ops/login', {
    name,
    password,
  });
  const caller = client(shop.url, session.token);
  return { ...caller, id: session.operator.id, name, password, token: session.token };
}
