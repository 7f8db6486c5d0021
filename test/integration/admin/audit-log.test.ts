import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, OperatorPassword, Page, Role } from '@siyu/shared';
import { AuditLog } from '../../../server/src/admin/audit-log.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let owner: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  owner = await anOperator(shop);
});
afterAll(() => shop.close());

const entries = async (query: Record<string, string>) =>
  (await owner.get<Page<AuditEntry>>(`/ops/audit-log?${new URLSearchParams(query)}`)).items;
const record = (over: object = {}) => {
  const operator = { operatorId: owner.id, name: owner.name };
  const write = { operator, action: 'test.done', subjectKind: 'test', subjectId: 't' };
  return inTransaction(shop.db, (tx) =>
    shop.app.get(AuditLog).record(tx, { ...write, before: null, after: null, ...over }),
  );
};

describe('given writes of operators', () => {
  it('when one is made, then who, when, before and after are kept', async () => {
    const role = await owner.post<Role>('/ops/roles', { name: 'packers', permissions: [] });
    const changed = { name: 'packers', permissions: ['orders.ship'] };
    const after = await owner.put<Role>(`/ops/roles/${role.id}`, changed);
    const [last, first] = await entries({ subjectKind: 'role', subjectId: role.id });
    const at = { operatorId: owner.id, operatorName: owner.name };
    expect(first).toMatchObject({ ...at, action: 'role.create', before: null, after: role });
    expect(last).toMatchObject({ ...at, action: 'role.change', before: role, after });
    expect(last?.createdAt).toBe(shop.clock.now().toISOString());
  });

  it('when one is refused, then nothing is kept', async () => {
    const before = await entries({});
    const body = { name: 'packers', permissions: [] };
    expect(await owner.refusal('POST', '/ops/roles', { body })).toBe('CONFLICT');
    expect(await entries({})).toEqual(before);
  });

  it('when an operator is made, changed or given a password, then no password is kept', async () => {
    const made = { name: 'newcomer', roleIds: [] };
    const { operator, password } = await owner.post<OperatorPassword>('/ops/operators', made);
    const path = `/ops/operators/${operator.id}`;
    await owner.put(path, { roleIds: [], disabled: true });
    const reset = await owner.post<OperatorPassword>(`${path}/password`);
    const kept = await entries({ subjectId: operator.id });
    expect(kept.map(({ action }) => action)).toEqual([
      'operator.reset-password',
      'operator.change',
      'operator.create',
    ]);
    expect(JSON.stringify(kept)).not.toContain(password);
    expect(JSON.stringify(kept)).not.toContain(reset.password);
  });

  it('when personal data is in what changed, then it is masked wherever it stands', async () => {
    const address = {
      recipient: '林小满',
      phone: '13812345678',
      detail: '文三路 100 号',
      city: '杭州市',
    };
    const orders = [{ openid: 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1', address }];
    await record({ subjectId: 'masked', before: orders, after: { address, totalFen: 100 } });
    const masked = { recipient: '林**', phone: '138****5678', detail: '***', city: '杭州市' };
    const [entry] = await entries({ subjectId: 'masked' });
    expect(entry?.before).toEqual([{ openid: 'oABCDE…', address: masked }]);
    expect(entry?.after).toEqual({ address: masked, totalFen: 100 });
  });

  it('when a fapiao is in it, then its tax number and its email are masked', async () => {
    const fapiao = { title: '某公司', taxNumber: '91330100MA27XYZ123', email: 'ann@example.com' };
    await record({ subjectId: 'fapiao', after: fapiao });
    const [entry] = await entries({ subjectId: 'fapiao' });
    expect(entry?.after).toEqual({ title: '某公司', taxNumber: '***', email: '***' });
  });

  it('when the transaction fails, then the entry goes with it', async () => {
    const operator = { operatorId: owner.id, name: owner.name };
    const write = { operator, action: 'test.failed', subjectKind: 'test', subjectId: 'undone' };
    const failing = inTransaction(shop.db, async (tx) => {
      await shop.app.get(AuditLog).record(tx, { ...write, before: null, after: null });
      throw new Error('after the entry');
    });
    await expect(failing).rejects.toThrow('after the entry');
    expect(await entries({ subjectId: 'undone' })).toEqual([]);
  });
});

describe('given many entries', () => {
  const pagesOf = async (limit: number) => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const query = `action=test.paged&limit=${limit}${cursor && `&cursor=${cursor}`}`;
      const page = await owner.get<Page<AuditEntry>>(`/ops/audit-log?${query}`);
      ids.push(...page.items.map((entry) => entry.subjectId));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    return ids;
  };

  it('when read page by page, then each comes once, newest first', async () => {
    const subjects = ['1', '2', '3', '4', '5'];
    for (const subjectId of subjects) await record({ action: 'test.paged', subjectId });
    for (const limit of [1, 2, 5, 50]) expect(await pagesOf(limit)).toEqual(subjects.toReversed());
  });

  it('when asked by operator and by time, then only those come', async () => {
    const other = await anOperator(shop);
    shop.clock.advance(1_000);
    const from = shop.clock.now().toISOString();
    await record({ subjectId: 'late' });
    shop.clock.advance(1_000);
    const until = shop.clock.now().toISOString();
    await record({ subjectId: 'later' });
    const within = await entries({ from, until });
    expect(within.map(({ subjectId }) => subjectId)).toEqual(['late']);
    const others = await entries({ operatorId: other.id });
    expect(new Set(others.map(({ operatorName }) => operatorName))).toEqual(new Set([other.name]));
  });

  it('when the question is malformed, then it is refused', async () => {
    for (const query of ['limit=0', 'limit=51', 'cursor=%27', 'from=yesterday', 'colour=red']) {
      const refusal = await owner.refusal('GET', `/ops/audit-log?${query}`);
      expect([query, refusal]).toEqual([query, 'INVALID_INPUT']);
    }
  });
});

describe('given an operator without the permission', () => {
  const ROUTES = [
    ['GET', '/ops/audit-log', 'audit.read'],
    ['GET', '/ops/operators', 'operators.manage'],
    ['GET', '/ops/roles', 'operators.manage'],
    ['GET', '/ops/permissions', 'operators.manage'],
    ['GET', '/ops/jobs', 'jobs.manage'],
    ['GET', '/ops/outbox', 'jobs.manage'],
  ] as const;

  it.each(ROUTES)(
    'when %s %s is asked, then it says %s is missing',
    async (method, path, needed) => {
      const stranger = await anOperator(shop, ['catalog.read']);
      const refused = await stranger.ask(method, path);
      expect(refused.status).toBe(403);
      expect(refused.body).toMatchObject({
        code: 'PERMISSION_MISSING',
        facts: { permission: needed },
      });
      const holder = await anOperator(shop, [needed]);
      expect(await holder.refusal(method, path)).toBeNull();
    },
  );
});
