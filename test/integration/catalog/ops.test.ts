import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { opsProductSchema, type OpsProduct, type OpsProductRow, type Page } from '@siyu/shared';
import {
  aCatalogOperator,
  aProductInput,
  type CatalogOperator,
} from '../../factories/catalog-operator.js';
import { anOperator } from '../../factories/operator.js';
import { aPhoto, upload } from '../../factories/picture.js';
import { aShop, type TestShop } from '../../factories/shop.js';

describe('given an operator of the catalogue', () => {
  let shop: TestShop;
  let operator: CatalogOperator;
  beforeAll(async () => {
    shop = await aShop();
    operator = await aCatalogOperator(shop);
  });
  afterAll(() => shop.close());

  const inputOf = ({ id: _id, version: _version, skus, ...product }: OpsProduct) => ({
    ...product,
    skus: skus.map(({ struckFen: _struck, ...sku }) => sku),
  });
  it('when a product is added and published, then shoppers see it', async () => {
    const product = await operator.adds();
    expect(opsProductSchema.parse(product)).toEqual(product);
    expect(await operator.refusal('GET', `/shop/products/${product.id}`)).toBe('PRODUCT_NOT_FOUND');
    const path = `/ops/products/${product.id}/published`;
    await operator.put(path, { version: product.version, published: true });
    expect(await operator.seen(product.id)).toMatchObject({
      title: '竹编篮',
      skus: [{ stock: 5 }],
    });
    expect(await operator.audited(product.id)).toEqual(['product.create', 'product.publish']);
  });

  it('when two edit the same version, then the second is refused', async () => {
    const product = await operator.adds();
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
    const product = await operator.adds({
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
      operator.refusal('POST', '/ops/products', { body: aProductInput(over) });
    expect(await refused({ skus: [] })).toBe('INVALID_INPUT');
    expect(await refused({ optionNames: ['色'] })).toBe('INVALID_INPUT');
    expect(await refused({ categoryId: '0'.repeat(26) })).toBe('CATEGORY_NOT_FOUND');
    expect(await refused({ pictures: [{ url: 'javascript:alert(1)' }] })).toBe('INVALID_INPUT');
    const own = `${shop.url}/pictures/${'0'.repeat(32)}.webp`;
    expect(await refused({ pictures: [{ url: own }] })).toBe('PICTURE_NOT_FOUND');
    const { handle } = await operator.adds();
    expect(await refused({ handle })).toBe('CONFLICT');
  });

  it('when an uploaded picture is used, then shoppers load it', async () => {
    const answer = await upload(`${shop.url}/ops/pictures`, operator.token, await aPhoto());
    const { url } = (await answer.json()) as { url: string };
    const product = await operator.adds({ published: true, pictures: [{ url, alt: '篮' }] });
    expect((await operator.seen(product.id)).pictures).toEqual([{ url, alt: '篮' }]);
  });

  it('when products are listed, then they are found by title, handle or code', async () => {
    const made = await operator.adds({
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

  it('when an operator may only read, then every write is refused', async () => {
    const reader = await anOperator(shop, ['catalog.read']);
    const product = await operator.adds();
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
