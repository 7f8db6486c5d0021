import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { text } from 'node:stream/consumers';
import { fen, type ProductDraft } from '@siyu/shared';
import fc from 'fast-check';
import { CatalogExport } from '../../../server/src/catalog/import/catalog-export.js';
import { importCsv, stocked } from '../../factories/product.js';
import { aShop, type TestShop } from '../../factories/shop.js';

describe('given a shop with one product', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await aShop();
  });
  afterAll(() => shop.close());

  const exported = () => text(shop.app.get(CatalogExport, { strict: false }).stream());

  it('when any product is exported and imported, then it is the same', async () => {
    const word = fc.stringMatching(/^[\p{Script=Han}a-z"'<&; ,\n]{0,12}$/u).map((s) => s.trim());
    const price = fc.integer({ min: 0, max: 1_000_000_000 }).map(fen);
    const drafts: fc.Arbitrary<ProductDraft> = fc.record({
      handle: fc.constant('any'),
      title: word.map((title) => `t${title}`),
      descriptionHtml: word,
      vendor: word,
      categoryPath: fc.array(fc.constantFrom('茶', '器', '香'), { maxLength: 3 }),
      tags: fc.uniqueArray(fc.constantFrom('新', '人气'), { maxLength: 2 }),
      published: fc.boolean(),
      perOrderMax: fc.option(fc.integer({ min: 1, max: 9_999 }), { nil: null }),
      optionNames: fc.constant(['颜色']),
      skus: fc.uniqueArray(
        fc.record({
          code: word.map((code) => code.replaceAll('\n', '')),
          optionValues: fc.tuple(fc.constantFrom('青', '白', '墨', '赭')),
          priceFen: price,
          listPriceFen: fc.option(price),
          stock: fc.integer({ min: 0, max: 100 }),
          returnable: fc.boolean(),
          grams: fc.integer({ min: 0, max: 5_000 }),
          barcode: fc.constantFrom('', '6901234567892'),
          pictureSrc: fc.constantFrom(null, 'https://pictures.example/a.jpg'),
        }),
        { minLength: 1, selector: (sku) => sku.optionValues[0] },
      ),
      pictures: fc.uniqueArray(
        fc.record({
          src: fc.constantFrom('https://p.example/1', 'https://p.example/2'),
          alt: word,
        }),
        { selector: (picture) => picture.src },
      ),
    });
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        expect((await stocked(shop, draft)).problems).toEqual([]);
        const file = await exported();
        expect((await importCsv(shop, Buffer.from(file))).updated).toBe(0);
        expect((await stocked(shop, draft)).unchanged).toBe(1);
        expect(await exported()).toBe(file);
      }),
      { numRuns: 40 },
    );
  });
});
