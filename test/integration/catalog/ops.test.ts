import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  fen,
  opsProductSchema,
  type ImportRun,
  type OpsCategory,
  type OpsProduct,
  type OpsProductRow,
  type Page,
  type PriceChange,
  type Product,
  type StockMovement,
} from '@siyu/shared';
import { SoldPrices } from '../../../server/src/catalog/sold-prices.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aProduct, aSku, csvOf } from '../../factories/product.js';
import { aPhoto, upload } from '../../factories/picture.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const HOUR_MS = 3_600_000;

describe('given an operator of the catalogue', () => {
  let shop: TestShop;
  let operator: TestOperator;
  let handles = 0;
  beforeAll(async () => {
    shop = await aShop();
    operator = await anOperator(shop);
  });
  afterAll(() => shop.close());

  const input = (over: object = {}) => ({
    handle: `goods-${++handles}`,
    title: '竹编篮',
    skus: [{ optionValues: [], priceFen: 8_800, stock: 5 }],
    ...over,
  });
  const created = (over: object = {}) => operator.post<OpsProduct>('/ops/products', input(over));
  const inputOf = ({ id: _id, version: _version, skus, ...product }: OpsProduct) => ({
    ...product,
    skus: skus.map(({ struckFen: _struck, ...sku }) => sku),
  });
  const seen = async (id: string) =>
    operator.ask<Product>('GET', `/shop/products/${id}`).then(({ body }) => body);
  const audited = async (subjectId: string): Promise<string[]> => {
    const found: { action: string }[] = await shop.db.query(
      'SELECT action FROM audit_log WHERE subject_id = ? ORDER BY id',
      [subjectId],
    );
    return found.map((row) => row.action);
  };

  it('when a product is added and published, then shoppers see it', async () => {
    const product = await created();
    expect(opsProductSchema.parse(product)).toEqual(product);
    expect(await operator.refusal('GET', `/shop/products/${product.id}`)).toBe('PRODUCT_NOT_FOUND');
    const path = `/ops/products/${product.id}/published`;
    await operator.put(path, { version: product.version, published: true });
    expect(await seen(product.id)).toMatchObject({ title: '竹编篮', skus: [{ stock: 5 }] });
    expect(await audited(product.id)).toEqual(['product.create', 'product.publish']);
  });

  it('when two edit the same version, then the second is refused', async () => {
    const product = await created();
    const edit = (title: string) => ({
      version: product.version,
      product: { ...inputOf(product), title },
    });
    const path = `/ops/products/${product.id}`;
    const answers = await Promise.all(
      ['一', '二'].map((title) => operator.ask('PUT', path, { body: edit(title) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await operator.refusal('PUT', path, { body: edit('三') })).toBe('VERSION_CONFLICT');
    expect((await operator.get<OpsProduct>(path)).version).toBe(product.version + 1);
  });

  it('when SKUs are replaced, then those named keep their id and stock', async () => {
    const product = await created({
      optionNames: ['色'],
      skus: ['青', '白'].map((colour) => ({ optionValues: [colour], priceFen: 100, stock: 3 })),
    });
    const [celadon] = product.skus;
    const edited = await operator.put<OpsProduct>(`/ops/products/${product.id}`, {
      version: product.version,
      product: {
        ...inputOf(product),
        skus: [
          { id: celadon!.id, optionValues: ['豆青'], priceFen: 120 },
          { optionValues: ['墨'], priceFen: 130, stock: 1 },
        ],
      },
    });
    expect(edited.skus.map((sku) => [sku.optionValues[0], sku.priceFen, sku.stock])).toEqual([
      ['豆青', 120, 3],
      ['墨', 130, 1],
    ]);
    expect(edited.skus[0]!.id).toBe(celadon!.id);
  });

  it('when the input is wrong, then it says how', async () => {
    const refused = (over: object) =>
      operator.refusal('POST', '/ops/products', { body: input(over) });
    expect(await refused({ skus: [] })).toBe('INVALID_INPUT');
    expect(await refused({ optionNames: ['色'] })).toBe('INVALID_INPUT');
    expect(await refused({ categoryId: '0'.repeat(26) })).toBe('CATEGORY_NOT_FOUND');
    expect(await refused({ pictures: [{ url: 'javascript:alert(1)' }] })).toBe('INVALID_INPUT');
    const own = `${shop.url}/pictures/${'0'.repeat(32)}.webp`;
    expect(await refused({ pictures: [{ url: own }] })).toBe('PICTURE_NOT_FOUND');
    const { handle } = await created();
    expect(await refused({ handle })).toBe('CONFLICT');
  });

  it('when an uploaded picture is used, then shoppers load it', async () => {
    const answer = await upload(`${shop.url}/ops/pictures`, operator.token, await aPhoto());
    const { url } = (await answer.json()) as { url: string };
    const product = await created({ published: true, pictures: [{ url, alt: '篮' }] });
    expect((await seen(product.id)).pictures).toEqual([{ url, alt: '篮' }]);
  });

  it('when stock is adjusted, then the ledger says why and never goes below zero', async () => {
    const sku = (await created()).skus[0]!;
    const path = `/ops/skus/${sku.id}/stock-movements`;
    expect(await operator.post(path, { quantity: -5, note: '盘亏' })).toEqual({
      skuId: sku.id,
      stock: 0,
    });
    expect(await operator.refusal('POST', path, { body: { quantity: -1, note: 'x' } })).toBe(
      'STOCK_BELOW_ZERO',
    );
    expect(await operator.refusal('POST', path, { body: { quantity: 0, note: 'x' } })).toBe(
      'INVALID_INPUT',
    );
    const { items } = await operator.get<Page<StockMovement>>(path);
    expect(items.map((one) => [one.reason, one.quantity, one.note])).toEqual([
      ['adjustment', -5, '盘亏'],
      ['edit', 5, ''],
    ]);
    expect(await audited(sku.id)).toEqual(['stock.adjust']);
    const unknown = `/ops/skus/${'0'.repeat(26)}/stock-movements`;
    expect(await operator.refusal('POST', unknown, { body: { quantity: 1, note: 'x' } })).toBe(
      'SKU_NOT_FOUND',
    );
  });

  it('when a price is cut, then only a price really sold at may be struck through', async () => {
    const product = await created({ published: true });
    const sku = product.skus[0]!;
    const reprice = async (version: number, priceFen: number, listPriceFen: number | null) => {
      const body = { version, priceFen, listPriceFen };
      return operator.put<OpsProduct>(`/ops/skus/${sku.id}/price`, body);
    };
    const sold = (unitPaidFen: number) =>
      inTransaction(shop.db, (tx) =>
        shop.app
          .get(SoldPrices, { strict: false })
          .record(tx, [{ skuId: sku.id, unitPaidFen: fen(unitPaidFen), paidAt: shop.clock.now() }]),
      );
    const never = await reprice(1, 6_600, 8_800);
    expect(never.skus[0]!.struckFen).toBeNull();
    await reprice(2, 8_800, null);
    await sold(8_800);
    await sold(8_500);
    shop.clock.advance(HOUR_MS);
    const above = await reprice(3, 6_600, 8_800);
    expect(above.skus[0]!.struckFen).toBeNull();
    const proven = await reprice(4, 6_600, 8_500);
    expect(proven.skus[0]!.struckFen).toBe(8_500);
    expect((await seen(product.id)).skus[0]!.struckFen).toBe(8_500);
    const { items } = await operator.get<Page<PriceChange>>(`/ops/skus/${sku.id}/prices`);
    expect(items.map((one) => [one.priceFen, one.listPriceFen, one.struckBasisFen])).toEqual([
      [6_600, 8_500, 8_500],
      [6_600, 8_800, 8_500],
      [8_800, null, null],
      [6_600, 8_800, null],
      [8_800, null, null],
    ]);
    expect(
      await operator.refusal('PUT', `/ops/skus/${sku.id}/price`, {
        body: { version: 1, priceFen: 1, listPriceFen: null },
      }),
    ).toBe('VERSION_CONFLICT');
  });

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
    await created({ categoryId: c.id });
    const remove = (one: OpsCategory) => `/ops/categories/${one.id}?version=${one.version}`;
    expect(await operator.refusal('DELETE', remove(c))).toBe('CONFLICT');
    const d = await add('空');
    await operator.del(remove(d));
    expect(await operator.refusal('DELETE', remove(d))).toBe('CATEGORY_NOT_FOUND');
    expect(await audited(d.id)).toEqual(['category.create', 'category.delete']);
  });

  it('when products are listed, then they are found by title, handle or code', async () => {
    const made = await created({
      title: '百分%之百',
      skus: [{ code: 'KEY-77', optionValues: [], priceFen: 1, stock: 2 }],
    });
    for (const q of ['分%之', 'EY-7', made.handle]) {
      const path = `/ops/products?q=${encodeURIComponent(q)}`;
      const { items } = await operator.get<Page<OpsProductRow>>(path);
      expect(items.map((row) => [row.id, row.stock])).toEqual([[made.id, 2]]);
    }
    const first = await operator.get<Page<OpsProductRow>>('/ops/products?limit=2');
    const second = await operator.get<Page<OpsProductRow>>(
      `/ops/products?limit=50&cursor=${first.nextCursor}`,
    );
    const ids = [...first.items, ...second.items].map((row) => row.id);
    expect([...ids].sort().reverse()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('when a file is imported by API, then a job works it off and its progress is told', async () => {
    const file = csvOf(
      aProduct({ handle: 'by-api', title: '由接口' }),
      aProduct({ handle: 'bad-api', skus: [aSku({ pictureSrc: 'pictures/none.webp' })] }),
    );
    const start = async (query: string) => {
      const url = `${shop.url}/ops/catalog/imports${query}`;
      const answer = await upload(url, operator.token, file, { type: 'text/csv' });
      expect(answer.status).toBe(202);
      return (await answer.json()) as ImportRun;
    };
    const ended = async ({ id }: ImportRun) => {
      await shop.settle();
      return operator.get<ImportRun>(`/ops/catalog/imports/${id}`);
    };
    const dry = await start('?dryRun=true');
    expect(dry).toMatchObject({ state: 'waiting', report: null });
    expect(await ended(dry)).toMatchObject({
      state: 'done',
      report: { dryRun: true, created: 1, refused: 1, productsTotal: 2, productsDone: 2 },
    });
    const real = await ended(await start(''));
    expect(real.report).toMatchObject({
      created: 1,
      problems: [
        { line: 3, handle: 'bad-api', column: 'Variant Image', reason: 'PICTURE_MISSING' },
      ],
    });
    const found = await operator.get<Page<OpsProductRow>>('/ops/products?q=by-api');
    expect(found.items).toHaveLength(1);
    const exported = await fetch(`${shop.url}/ops/catalog/export`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    expect(exported.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await exported.text()).toMatch(/^Handle,Title,[\s\S]*\nby-api,由接口,/);
  });

  it('when the file is no product file or too large, then it is refused at once', async () => {
    const send = async (bytes: Buffer) => {
      const answer = await upload(`${shop.url}/ops/catalog/imports`, operator.token, bytes);
      return ((await answer.json()) as { code: string }).code;
    };
    expect(await send(Buffer.from('a,b'))).toBe('IMPORT_INVALID');
    expect(await send(Buffer.alloc(6_000_000, 'a'))).toBe('TOO_LARGE');
  });

  it('when an operator may only read, then every write is refused', async () => {
    const reader = await anOperator(shop, ['catalog.read']);
    const product = await created();
    const sku = product.skus[0]!;
    expect((await reader.ask('GET', `/ops/products/${product.id}`)).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/ops/products'],
      ['PUT', `/ops/products/${product.id}`],
      ['PUT', `/ops/products/${product.id}/published`],
      ['PUT', `/ops/skus/${sku.id}/price`],
      ['POST', `/ops/skus/${sku.id}/stock-movements`],
      ['POST', '/ops/categories'],
      ['POST', '/ops/catalog/imports'],
      ['GET', '/ops/catalog/export'],
    ] as const) {
      const body = method === 'GET' ? {} : { body: {} };
      expect(await reader.refusal(method, path, body)).toBe('PERMISSION_MISSING');
    }
  });
});
