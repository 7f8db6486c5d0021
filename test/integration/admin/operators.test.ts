import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Operator, OperatorPassword, Permission, Role } from '@siyu/shared';
import { ensureOwner } from '../../../server/src/admin/ensure-owner.js';
import { addOperator, resetOperator } from '../../../server/src/admin/local-operators.js';
import { Refusal } from '../../../server/src/platform/refusal.js';
import { anOperator, logInOperator, type TestOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let owner: TestOperator;
const opened: TestShop[] = [];
beforeAll(async () => {
  shop = await aShopApart();
  owner = await anOperator(shop);
});
afterAll(async () => {
  for (const one of opened) await one.close();
});

/** A shop with no operator yet. */
async function aShopApart(): Promise<TestShop> {
  const apart = await aShop();
  opened.push(apart);
  return apart;
}

let made = 0;
const freshName = () => `name-${++made}`;
const aRole = (permissions: Permission[], author = owner) =>
  author.post<Role>('/ops/roles', { name: freshName(), permissions });
const operatorNamed = async (name: string): Promise<Operator> => {
  const found = (await owner.get<Operator[]>('/ops/operators')).find((one) => one.name === name);
  if (!found) throw new Error(`no operator ${name}`);
  return found;
};
const ownerRole = async () => (await owner.get<Role[]>('/ops/roles'))[0]!;
const refusalToChange = (author: TestOperator, id: string, body: object) =>
  author.refusal('PUT', `/ops/operators/${id}`, { body });

describe('given an owner', () => {
  it('when they add an operator, then the password shown works once it is used', async () => {
    const role = await aRole(['orders.read']);
    const name = freshName();
    const added = await owner.post<OperatorPassword>('/ops/operators', {
      name,
      roleIds: [role.id],
    });
    expect(added.operator).toMatchObject({ name, disabled: false, lockedUntil: null });
    expect(added.operator.roles).toEqual([{ id: role.id, name: role.name }]);
    expect(added.password).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
    const operator = await logInOperator(shop, name, added.password);
    expect(operator.id).toBe(added.operator.id);
  });

  it('when a name is taken, or a role unknown, then nobody is added', async () => {
    const body = { name: owner.name, roleIds: [] };
    expect(await owner.refusal('POST', '/ops/operators', { body })).toBe('OPERATOR_NAME_TAKEN');
    const unknown = { name: freshName(), roleIds: ['01J00000000000000000000000'] };
    expect(await owner.refusal('POST', '/ops/operators', { body: unknown })).toBe('NOT_FOUND');
  });

  it('when they disable an operator, then that one is out at once and stays listed', async () => {
    const operator = await anOperator(shop, ['orders.read']);
    const { id, roles } = await operatorNamed(operator.name);
    const roleIds = roles.map((role) => role.id);
    await owner.put(`/ops/operators/${id}`, { roleIds, disabled: true });
    expect(await operator.refusal('GET', '/ops/me')).toBe('SESSION_EXPIRED');
    expect((await operatorNamed(operator.name)).disabled).toBe(true);
    await owner.put(`/ops/operators/${id}`, { roleIds, disabled: false });
    await logInOperator(shop, operator.name, operator.password);
  });

  it('when they take a permission from a role, then it is gone from running sessions', async () => {
    const operator = await anOperator(shop, ['audit.read', 'orders.read']);
    expect(await operator.refusal('GET', '/ops/audit-log')).toBeNull();
    const [role] = (await operatorNamed(operator.name)).roles;
    await owner.put(`/ops/roles/${role?.id}`, { name: freshName(), permissions: ['orders.read'] });
    expect(await operator.refusal('GET', '/ops/audit-log')).toBe('PERMISSION_MISSING');
  });

  it('when they reset a password, then the old one and every session end', async () => {
    const operator = await anOperator(shop, ['orders.read']);
    const path = `/ops/operators/${operator.id}/password`;
    const { password } = await owner.post<OperatorPassword>(path);
    expect(await operator.refusal('GET', '/ops/me')).toBe('SESSION_EXPIRED');
    await expect(logInOperator(shop, operator.name, operator.password)).rejects.toThrow('401');
    await logInOperator(shop, operator.name, password);
  });
});

describe('given roles', () => {
  it('when one is held, built in or of a taken name, then it is refused to change so', async () => {
    const operator = await anOperator(shop, ['orders.read']);
    const [held] = (await operatorNamed(operator.name)).roles;
    const { id } = await ownerRole();
    const change = { name: freshName(), permissions: [] };
    expect(await owner.refusal('DELETE', `/ops/roles/${held?.id}`)).toBe('CONFLICT');
    expect(await owner.refusal('DELETE', `/ops/roles/${id}`)).toBe('CONFLICT');
    expect(await owner.refusal('PUT', `/ops/roles/${id}`, { body: change })).toBe('CONFLICT');
    const taken = { name: 'owner', permissions: [] };
    expect(await owner.refusal('POST', '/ops/roles', { body: taken })).toBe('CONFLICT');
  });

  it('when nobody holds one, then it can be deleted', async () => {
    const role = await aRole(['orders.read']);
    await owner.del(`/ops/roles/${role.id}`);
    const names = (await owner.get<Role[]>('/ops/roles')).map(({ name }) => name);
    expect(names).not.toContain(role.name);
  });

  it('when a permission does not exist, then the role is refused as malformed', async () => {
    const body = { name: freshName(), permissions: ['everything'] };
    expect(await owner.refusal('POST', '/ops/roles', { body })).toBe('INVALID_INPUT');
  });
});

describe('given someone who manages operators and may do little else', () => {
  let manager: TestOperator;
  beforeAll(async () => {
    manager = await anOperator(shop, ['operators.manage', 'orders.read']);
  });

  it('when they reach for more than they hold, then each way is closed', async () => {
    const strong = await aRole(['refunds.write']);
    const { id: ownerRoleId } = await ownerRole();
    const refusal = (path: string, body: object) => manager.refusal('POST', path, { body });
    const role = { name: freshName(), permissions: ['refunds.write'] };
    expect(await refusal('/ops/roles', role)).toBe('PERMISSION_MISSING');
    for (const roleId of [strong.id, ownerRoleId]) {
      const change = { roleIds: [roleId], disabled: false };
      expect(await refusalToChange(manager, manager.id, change)).toBe('PERMISSION_MISSING');
      const added = { name: freshName(), roleIds: [roleId] };
      expect(await refusal('/ops/operators', added)).toBe('PERMISSION_MISSING');
    }
    const reset = `/ops/operators/${owner.id}/password`;
    expect(await manager.refusal('POST', reset)).toBe('PERMISSION_MISSING');
    const disable = { roleIds: [], disabled: true };
    expect(await refusalToChange(manager, owner.id, disable)).toBe('PERMISSION_MISSING');
  });

  it('when it is within what they hold, then they may', async () => {
    const role = await aRole(['orders.read'], manager);
    const added = { name: freshName(), roleIds: [role.id] };
    expect(await manager.refusal('POST', '/ops/operators', { body: added })).toBeNull();
  });
});

describe('given owners', () => {
  const demote = { roleIds: [], disabled: false };

  it('when two depose one another at once, then one stays, ten times over', async () => {
    const apart = await aShopApart();
    let ann = await anOperator(apart);
    for (let round = 1; round <= 10; round++) {
      const bo = await anOperator(apart);
      const refusals = await Promise.all([
        refusalToChange(ann, bo.id, demote),
        refusalToChange(bo, ann.id, demote),
      ]);
      expect(refusals.filter((code) => code === null)).toHaveLength(1);
      if (refusals[1] === null) ann = bo;
    }
  });

  it('when the last one would leave or be disabled, then it is refused', async () => {
    const apart = await aShopApart();
    const last = await anOperator(apart);
    expect(await refusalToChange(last, last.id, demote)).toBe('CONFLICT');
    const { id: roleId } = (await last.get<Role[]>('/ops/roles'))[0]!;
    const disable = { roleIds: [roleId], disabled: true };
    expect(await refusalToChange(last, last.id, disable)).toBe('CONFLICT');
    expect(await last.refusal('GET', '/ops/operators')).toBeNull();
  });
});

describe('given whoever holds the machine', () => {
  it('when a shop has no operator, then an owner is made once, however many start', async () => {
    const apart = await aShopApart();
    const now = apart.clock.now();
    const starts = await Promise.all([1, 2, 3].map(() => ensureOwner(apart.db, now)));
    const created = starts.filter((login) => login !== null);
    expect(created).toHaveLength(1);
    await logInOperator(apart, 'owner', created[0]!.password);
    expect(await ensureOwner(apart.db, now)).toBeNull();
  });

  it('when they add an operator or reset one, then the password shown works', async () => {
    const now = shop.clock.now();
    const name = freshName();
    const first = await addOperator(shop.db, { name, roles: ['owner'] }, now);
    await logInOperator(shop, name, first);
    const second = await resetOperator(shop.db, name, now);
    await logInOperator(shop, name, second);
    await expect(logInOperator(shop, name, first)).rejects.toThrow('401');
  });

  it('when the role or the operator is not there, then nothing is done', async () => {
    const now = shop.clock.now();
    const added = addOperator(shop.db, { name: freshName(), roles: ['emperor'] }, now);
    await expect(added).rejects.toEqual(new Refusal('NOT_FOUND', { role: 'emperor' }));
    await expect(resetOperator(shop.db, 'nobody', now)).rejects.toThrow('NOT_FOUND');
  });
});
