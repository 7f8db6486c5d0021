import type { OperatorPassword, Page, Role, ShopSettings } from '@siyu/shared';
import { Jobs } from '../../../server/src/platform/jobs.js';
import { Outbox } from '../../../server/src/platform/outbox.js';
import { inTransaction, type Tx } from '../../../server/src/platform/transaction.js';
import { anOperator } from '../operator.js';
import { aHandle } from '../purchase.js';
import { adds, changes, removes, secret, type OperatorWrites, type World } from './scene.js';

declare module '../../../server/src/platform/outbox.js' {
  interface Events {
    'test.told': object;
  }
}

const nameless = () => ({ name: aHandle(), permissions: [] });
const fail = () => Promise.reject(new Error('not today'));

/** Operators, roles, settings, and what has given up. */
export function houseWrites(world: World): OperatorWrites {
  const { shop, operator } = world;
  shop.app.get(Jobs).register({ kind: 'test.fails', attemptsMax: 1, run: fail });
  shop.app.get(Outbox).listen({ name: 'test.fails', kind: 'test.told', handle: fail });
  return {
    'POST /ops/logout': secret(async () => {
      const other = await anOperator(shop);
      return () => other.post('/ops/logout');
    }),
    'POST /ops/me/password': secret(async () => {
      const other = await anOperator(shop);
      const passwords = { current: other.password, next: 'a new password for tests' };
      return () => other.post('/ops/me/password', passwords);
    }),
    'POST /ops/operators': adds(
      async () => () => operator.post('/ops/operators', { name: aHandle(), roleIds: [] }),
    ),
    'PUT /ops/operators/:id': changes(async () => {
      const { id } = await anOperator(shop);
      return () => operator.put(`/ops/operators/${id}`, { roleIds: [], disabled: true });
    }),
    'POST /ops/operators/:id/password': changes(async () => {
      const made = { name: aHandle(), roleIds: [] };
      const { operator: one } = await operator.post<OperatorPassword>('/ops/operators', made);
      await shop.db.query("UPDATE operator SET locked_until = '2036-01-01' WHERE id = ?", [one.id]);
      return () => operator.post(`/ops/operators/${one.id}/password`);
    }),
    'POST /ops/roles': adds(async () => () => operator.post('/ops/roles', nameless())),
    'PUT /ops/roles/:id': changes(async () => {
      const { id } = await operator.post<Role>('/ops/roles', nameless());
      return () => operator.put(`/ops/roles/${id}`, nameless());
    }),
    'DELETE /ops/roles/:id': removes(async () => {
      const { id } = await operator.post<Role>('/ops/roles', nameless());
      return () => operator.del(`/ops/roles/${id}`);
    }),
    'PUT /ops/settings': changes(async () => {
      const { settings, version } = await operator.get<{ settings: ShopSettings; version: number }>(
        '/ops/settings',
      );
      return () =>
        operator.put('/ops/settings', { version, settings: { ...settings, slogan: '慢' } });
    }),
    'POST /ops/jobs/:id/retry': changes(async () => {
      const id = await dead(world, '/ops/jobs', (tx) =>
        shop.app.get(Jobs).add(tx, 'test.fails', '1', {}),
      );
      return () => operator.post(`/ops/jobs/${id}/retry`);
    }),
    'POST /ops/outbox/:id/retry': changes(async () => {
      const id = await dead(world, '/ops/outbox', (tx) =>
        shop.app.get(Outbox).add(tx, 'test.told', {}),
      );
      return () => operator.post(`/ops/outbox/${id}/retry`);
    }),
  };
}

/** The id of what gave up in a queue. */
async function dead(
  { shop, operator }: World,
  path: string,
  add: (tx: Tx) => Promise<void>,
): Promise<string> {
  await inTransaction(shop.db, add);
  await shop.settle();
  await shop.db.query('UPDATE outbox_delivery SET dead = 1');
  const { items } = await operator.get<Page<{ id: string }>>(`${path}?dead=1`);
  return items[0]!.id;
}
