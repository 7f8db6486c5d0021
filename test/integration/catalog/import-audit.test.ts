import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type AuditEntry, type ImportRun, type Page, type ProductDraft } from '@siyu/shared';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { upload } from '../../factories/picture.js';
import { aProduct, aSku, csvOf, idsOf, importCsv, stocked } from '../../factories/product.js';
import { aHandle } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterAll(() => shop.close());

/** What was written down of a product, newest first. */
async function entriesOf(handle: string): Promise<AuditEntry[]> {
  const { productId } = await idsOf(shop, handle);
  return entriesAbout('product', productId);
}

async function entriesAbout(subjectKind: string, subjectId: string): Promise<AuditEntry[]> {
  const query = `subjectKind=${subjectKind}&subjectId=${subjectId}`;
  return (await operator.get<Page<AuditEntry>>(`/ops/audit-log?${query}`)).items;
}

function aShirt(handle: string, given: Partial<ProductDraft> = {}): ProductDraft {
  const skus = ['S', 'M'].map((size) => aSku({ code: `${handle}-${size}`, optionValues: [size] }));
  return aProduct({ handle, title: '亚麻衬衫', optionNames: ['尺码'], skus, ...given });
}

describe('given an import from the command line', () => {
  it('when it adds a product, then the log has the whole of it, and nothing before', async () => {
    const handle = aHandle();
    await stocked(shop, aShirt(handle));
    const { skuIds } = await idsOf(shop, handle);
    const [entry, ...more] = await entriesOf(handle);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      ...{ operatorId: null, operatorName: 'command line', action: 'product.import' },
      before: null,
      after: {
        ...{ handle, title: '亚麻衬衫', published: true },
        skus: [
          { id: skuIds[0], optionValues: ['S'], priceFen: 1_200, stock: 10 },
          { id: skuIds[1], optionValues: ['M'], priceFen: 1_200, stock: 10 },
        ],
      },
    });
  });

  it('when it changes some fields, then the log has just those, before and after', async () => {
    const handle = aHandle();
    const shirt = aShirt(handle);
    await stocked(shop, shirt);
    const { skuIds } = await idsOf(shop, handle);
    const [small, medium] = shirt.skus;
    const changed = [small!, { ...medium!, priceFen: fen(900), stock: 4 }];
    await stocked(shop, { ...shirt, title: '亚麻短袖', skus: changed });
    expect((await entriesOf(handle))[0]).toMatchObject({
      before: { title: '亚麻衬衫', skus: [{ id: skuIds[1], priceFen: 1_200, stock: 10 }] },
      after: { title: '亚麻短袖', skus: [{ id: skuIds[1], priceFen: 900, stock: 4 }] },
    });
    expect(Object.keys((await entriesOf(handle))[0]!.after as object)).toEqual(['title', 'skus']);
  });

  it('when it leaves a SKU out, then the log says that it was withdrawn', async () => {
    const handle = aHandle();
    const shirt = aShirt(handle);
    await stocked(shop, shirt);
    const { skuIds } = await idsOf(shop, handle);
    await stocked(shop, { ...shirt, skus: shirt.skus.slice(0, 1) });
    expect((await entriesOf(handle))[0]).toMatchObject({
      before: { skus: [{ id: skuIds[1], withdrawn: false }] },
      after: { skus: [{ id: skuIds[1], withdrawn: true }] },
    });
  });

  it('when a long text changes at its end, then both are short and tell it', async () => {
    const handle = aHandle();
    const described = (end: string) =>
      aShirt(handle, { descriptionHtml: `<p>${'长'.repeat(50_000)}${end}</p>` });
    await stocked(shop, described('甲'));
    await stocked(shop, described('乙'));
    const [{ before, after }] = (await entriesOf(handle)) as [AuditEntry];
    expect(JSON.stringify(after).length).toBeLessThan(2_000);
    expect(before).not.toEqual(after);
  });

  it('when nothing changes, or it is a dry run, then nothing is written down', async () => {
    const handle = aHandle();
    await stocked(shop, aShirt(handle));
    await stocked(shop, aShirt(handle));
    await importCsv(shop, csvOf(aShirt(handle, { title: '试' })), { dryRun: true });
    expect(await entriesOf(handle)).toHaveLength(1);
  });

  it('when it adds categories, then each is written down', async () => {
    await stocked(shop, aShirt(aHandle(), { categoryPath: ['夏装', '上衣'] }));
    const found: { id: string; parent: string }[] = await shop.db.query(
      `SELECT id, parent_id AS parent FROM category WHERE name = '上衣'`,
    );
    const { id, parent } = found[0]!;
    expect(await entriesAbout('category', id)).toMatchObject([
      { action: 'category.create', before: null, after: { name: '上衣', parentId: parent } },
    ]);
    expect(await entriesAbout('category', parent)).toMatchObject([
      { action: 'category.create', before: null, after: { name: '夏装', parentId: null } },
    ]);
  });
});

describe('given an import by an operator', () => {
  it('when it is worked off, then each product it wrote names them', async () => {
    const handle = aHandle();
    const url = `${shop.url}/ops/catalog/imports`;
    const answer = await upload(url, operator.token, csvOf(aShirt(handle)), { type: 'text/csv' });
    const { id } = (await answer.json()) as ImportRun;
    await shop.settle();
    const by = { operatorId: operator.id, operatorName: operator.name };
    expect(await entriesOf(handle)).toMatchObject([{ ...by, action: 'product.import' }]);
    expect(await entriesAbout('import', id)).toMatchObject([{ ...by, action: 'catalog.import' }]);
  });
});
