import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpsCategory } from '@siyu/shared';
import { aCatalogOperator, type CatalogOperator } from '../../factories/catalog-operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';

describe('given an operator who arranges categories', () => {
  let shop: TestShop;
  let operator: CatalogOperator;
  beforeAll(async () => {
    shop = await aShop();
    operator = await aCatalogOperator(shop);
  });
  afterAll(() => shop.close());

  it('when categories are moved, then the tree stays a tree of three levels', async () => {
    const add = (name: string, parentId: string | null = null) =>
      operator.post<OpsCategory>('/ops/categories', { name, parentId });
    const a = await add('甲');
    const b = await add('乙', a.id);
    const c = await add('丙', b.id);
    const refused = (body: object) => operator.refusal('POST', '/ops/categories', { body });
    expect(await refused({ name: '丁', parentId: c.id })).toBe('CONFLICT');
    expect(await refused({ name: '乙', parentId: a.id })).toBe('CONFLICT');
    expect(await refused({ name: '戊 > 己' })).toBe('INVALID_INPUT');
    const move = (one: OpsCategory, parentId: string | null, version = one.version) => ({
      body: { version, category: { name: one.name, parentId } },
    });
    expect(await operator.refusal('PUT', `/ops/categories/${a.id}`, move(a, c.id))).toBe(
      'CONFLICT',
    );
    expect(await operator.refusal('PUT', `/ops/categories/${b.id}`, move(b, null, 9))).toBe(
      'VERSION_CONFLICT',
    );
    await operator.adds({ categoryId: c.id });
    const remove = (one: OpsCategory) => `/ops/categories/${one.id}?version=${one.version}`;
    expect(await operator.refusal('DELETE', remove(c))).toBe('CONFLICT');
    const d = await add('空');
    await operator.del(remove(d));
    expect(await operator.refusal('DELETE', remove(d))).toBe('CATEGORY_NOT_FOUND');
    expect(await operator.audited(d.id)).toEqual(['category.create', 'category.delete']);
  });
});
