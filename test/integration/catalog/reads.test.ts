import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  categorySchema,
  fen,
  pageSchema,
  productCardSchema,
  productSchema,
  type Category,
  type Page,
  type Product,
  type ProductCard,
} from '@siyu/shared';
import { SkuFacts } from '../../../server/src/catalog/sku-facts.js';
import { aProduct, aSku, idsOf, stocked } from '../../factories/product.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { statementsOf } from '../../factories/statements.js';

const cup = aProduct({
  handle: 'cup',
  title: '青瓷杯',
  categoryPath: ['器皿', '杯'],
  tags: ['新品'],
  optionNames: ['颜色', '容量'],
  skus: [
    aSku({ code: 'C-1', optionValues: ['青', '200 ml'], priceFen: fen(5_900), stock: 0 }),
    aSku({ code: 'C-2', optionValues: ['青', '300 ml'], priceFen: fen(4_900), returnable: false }),
    aSku({ code: 'C-3', optionValues: ['白', '200 ml'], priceFen: fen(5_900) }),
  ],
  pictures: [{ src: 'https://pictures.example/cup.jpg', alt: '青瓷杯' }],
});
const plate = aProduct({
  handle: 'plate',
  title: '平盘',
  categoryPath: ['器皿'],
  skus: [aSku({ priceFen: fen(9_900), stock: 0 })],
});
const soap = aProduct({ handle: 'soap', title: '山茶皂', categoryPath: ['洗护'] });
const hidden = aProduct({ handle: 'hidden', title: '未上架', published: false });

describe('given a shop with products in a tree of categories', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await aShop();
    await stocked(shop, cup, plate, soap, hidden);
  });
  afterAll(() => shop.close());

  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${shop.url}${path}`)).json()) as T;
  const titles = (page: Page<ProductCard>) => page.items.map((card) => card.title);
  const categoryNamed = async (name: string) =>
    (await get<Category[]>('/shop/categories')).find((one) => one.name === name)!;

  it('when the feed is read, then published products come in the order of the file', async () => {
    const page = await get<Page<ProductCard>>('/shop/feed');
    expect(pageSchema(productCardSchema).parse(page)).toEqual(page);
    expect(titles(page)).toEqual(['青瓷杯', '平盘', '山茶皂']);
    expect(page.items[0]).toMatchObject({
      priceFromFen: 4_900,
      priceVaries: true,
      pictureUrl: 'https://pictures.example/cup.jpg',
      tags: ['新品'],
      soldOut: false,
    });
    expect(page.items[1]).toMatchObject({ priceVaries: false, pictureUrl: null, soldOut: true });
  });

  it('when pages are turned in any order, then each product comes once', async () => {
    for (const sort of ['recommended', 'newest', 'price-up', 'price-down']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Page<ProductCard> = await get(
          `/shop/products?limit=1&sort=${sort}${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...titles(page));
        cursor = page.nextCursor;
      }
      expect([...seen].sort()).toEqual(['山茶皂', '平盘', '青瓷杯'].sort());
    }
  });

  it('when sorted by price, then the cheapest SKU counts', async () => {
    const page = await get<Page<ProductCard>>('/shop/products?sort=price-down');
    expect(titles(page)).toEqual(['平盘', '青瓷杯', '山茶皂']);
  });

  it('when a parent category is listed, then it includes its children', async () => {
    const { id, productCount, parentId } = await categoryNamed('器皿');
    expect([productCount, parentId]).toEqual([2, null]);
    expect(titles(await get(`/shop/products?categoryId=${id}`))).toEqual(['青瓷杯', '平盘']);
    const child = await categoryNamed('杯');
    expect(child.parentId).toBe(id);
    expect(child.pictureUrl).toBe('https://pictures.example/cup.jpg');
    expect(titles(await get(`/shop/products?categoryId=${child.id}`))).toEqual(['青瓷杯']);
    expect(categorySchema.array().parse(await get('/shop/categories'))).toHaveLength(3);
  });

  it('when a product is opened, then options, SKUs and path are told', async () => {
    const { productId } = await idsOf(shop, 'cup');
    const product = await get<Product>(`/shop/products/${productId}`);
    expect(productSchema.parse(product)).toEqual(product);
    expect(product.options).toEqual([
      { name: '颜色', values: ['青', '白'] },
      { name: '容量', values: ['200 ml', '300 ml'] },
    ]);
    expect(product.skus.map((sku) => [sku.code, sku.stock, sku.returnable])).toEqual([
      ['C-1', 0, true],
      ['C-2', 10, false],
      ['C-3', 10, true],
    ]);
    expect(product.categoryPath.map(({ name }) => name)).toEqual(['器皿', '杯']);
  });

  it('when a product is not published or not there, then PRODUCT_NOT_FOUND', async () => {
    const { productId } = await idsOf(shop, 'hidden');
    for (const id of [productId, '0'.repeat(26)]) {
      const answer = await fetch(`${shop.url}/shop/products/${id}`);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
    }
  });

  it('when a cursor is made up, then INVALID_INPUT', async () => {
    const answer = await fetch(`${shop.url}/shop/feed?cursor=bogus`);
    expect(await answer.json()).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('when SKUs are to be quoted, then one statement tells the facts', async () => {
    const { productId, skuIds } = await idsOf(shop, 'cup');
    const facts = shop.app.get(SkuFacts, { strict: false });
    const { result, statements } = await statementsOf(shop, () =>
      facts.find(shop.db.manager, [...skuIds, '0'.repeat(26)]),
    );
    expect(statements).toBe(1);
    expect(result.size).toBe(3);
    expect(result.get(skuIds[1]!)).toEqual({
      skuId: skuIds[1],
      productId,
      title: '青瓷杯',
      optionText: '青 / 300 ml',
      pictureUrl: 'https://pictures.example/cup.jpg',
      unitPriceFen: 4_900,
      stock: 10,
      onSale: true,
      returnable: false,
      perOrderMax: null,
    });
  });
});
