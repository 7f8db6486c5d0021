import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fen, type ImportReport, type Product } from '@siyu/shared';
import sharp from 'sharp';
import { CatalogExport } from '../../../server/src/catalog/import/catalog-export.js';
import { filesBelow } from '../../../server/src/catalog/import/picture-source.js';
import { aProduct, aSku, csvOf, idsOf, importCsv, stocked } from '../../factories/product.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const REAL_FILES = { 'catalogue.csv': 119, 'shopify-apparel.csv': 20 };
const HEADER = 'Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty';

describe('given an empty shop', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await aShop();
  });
  afterAll(() => shop.close());

  const exported = () => text(shop.app.get(CatalogExport, { strict: false }).stream());
  const counts = ({ created, updated, unchanged, refused }: ImportReport) => ({
    created,
    updated,
    unchanged,
    refused,
  });
  const everyRow = async () => {
    const tables = ['product', 'sku', 'product_picture', 'category', 'stock_movement'];
    const all = tables.map((table) => shop.db.query(`SELECT * FROM ${table} ORDER BY 1, 2`));
    return JSON.stringify([
      ...(await Promise.all(all)),
      await shop.db.query('SELECT * FROM catalog_version'),
    ]);
  };
  const page = async (handle: string): Promise<Product> => {
    const { productId } = await idsOf(shop, handle);
    return (await (await fetch(`${shop.url}/shop/products/${productId}`)).json()) as Product;
  };

  for (const [name, products] of Object.entries(REAL_FILES)) {
    const path = join(DATA, name);
    const real = existsSync(path) ? it : it.skip;
    real(
      `when the real ${name} is imported twice, then the second time nothing changes`,
      async () => {
        const csv = readFileSync(path);
        const dry = await importCsv(shop, csv, { dryRun: true });
        const first = await importCsv(shop, csv);
        expect(counts(first)).toEqual({ created: products, updated: 0, unchanged: 0, refused: 0 });
        expect(counts(dry)).toEqual(counts(first));
        const before = await everyRow();
        const second = await importCsv(shop, csv);
        expect(counts(second)).toEqual({ created: 0, updated: 0, unchanged: products, refused: 0 });
        expect(await everyRow()).toBe(before);
      },
    );
  }

  it('when what was exported is imported, then nothing changes and the next export is equal', async () => {
    await stocked(shop, aProduct({ handle: 'round', tags: ['a', 'b'], vendor: 'X "Y", Z' }));
    const file = await exported();
    const before = await everyRow();
    const report = await importCsv(shop, Buffer.from(file));
    expect([report.problems, report.created, report.updated]).toEqual([[], 0, 0]);
    expect(await everyRow()).toBe(before);
    expect(await exported()).toBe(file);
  });

  it('when an export goes to another shop, then that shop exports the same', async () => {
    const other = await aShop();
    try {
      const file = await exported();
      expect((await importCsv(other, Buffer.from(file))).problems).toEqual([]);
      const again = await text(other.app.get(CatalogExport, { strict: false }).stream());
      expect(again).toBe(file);
    } finally {
      await other.close();
    }
  });

  it('when rows are bad, then each is named by line and its whole product is left out', async () => {
    const rows = [
      HEADER,
      'good,"two\nlines",Size,S,10.00,1',
      'bad,Bad,Size,S,ten,1',
      'bad,,,M,12.00,-1',
      ',No handle,Size,S,1.00,1',
      'twice,Twice,Size,S,1.00,1',
      'twice,,,S,1.00,1',
      'untitled,,Size,S,1.00,1',
      'short,Short',
    ];
    const report = await importCsv(shop, Buffer.from(rows.join('\n')));
    expect(report).toMatchObject({ productsTotal: 4, created: 1, refused: 3, problemsTotal: 6 });
    expect(report.problems.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [4, 'Variant Price', 'PRICE_INVALID'],
      [5, 'Variant Inventory Qty', 'STOCK_INVALID'],
      [6, 'Handle', 'HANDLE_MISSING'],
      [8, null, 'OPTION_VALUES_REPEATED'],
      [9, 'Title', 'TITLE_MISSING'],
      [10, null, 'CELLS_MISCOUNTED'],
    ]);
    await expect(idsOf(shop, 'bad')).rejects.toThrow();
  });

  it('when one row of a product is miscounted, then none of it is imported', async () => {
    const rows = [HEADER, 'half,Half,Size,S,1.00,1', 'half,,,M,1.00'];
    const report = await importCsv(shop, Buffer.from(rows.join('\n')));
    expect(report).toMatchObject({ created: 0, refused: 1, problemsTotal: 1 });
  });

  it('when it is no product file, then IMPORT_INVALID', async () => {
    for (const csv of ['a,b\n1,2', '', 'Handle,Title,Variant Price\n"open']) {
      await expect(importCsv(shop, Buffer.from(csv))).rejects.toMatchObject({
        code: 'IMPORT_INVALID',
      });
    }
  });

  it('when Excel wrote GB 18030, then Chinese is read all the same', async () => {
    const gbk = Buffer.from([0xb2, 0xe8]);
    const csv = Buffer.concat([
      Buffer.from('Handle,Title,Variant Price\ngbk,'),
      gbk,
      Buffer.from(',1\n'),
    ]);
    expect((await importCsv(shop, csv)).created).toBe(1);
    expect((await page('gbk')).title).toBe('茶');
  });

  it('when a product changes, then SKUs keep their ids and those left out are withdrawn', async () => {
    const skus = ['S', 'M', 'L'].map((size) => aSku({ code: `k-${size}`, optionValues: [size] }));
    const shirt = aProduct({ handle: 'shirt', optionNames: ['尺码'], skus });
    await stocked(shop, shirt);
    const before = await idsOf(shop, 'shirt');
    const renamed = aSku({ code: 'k-M', optionValues: ['中'], priceFen: fen(2_000), stock: 7 });
    const report = await stocked(shop, { ...shirt, skus: [skus[0]!, renamed] });
    expect(report.updated).toBe(1);
    expect((await idsOf(shop, 'shirt')).skuIds).toEqual(before.skuIds.slice(0, 2));
    expect((await page('shirt')).skus.map((sku) => [sku.optionValues[0], sku.stock])).toEqual([
      ['S', 10],
      ['中', 7],
    ]);
    await stocked(shop, shirt);
    expect((await idsOf(shop, 'shirt')).skuIds).toEqual(before.skuIds);
  });

  it('when a description carries scripts, then only harmless text is kept', async () => {
    const descriptionHtml =
      '<p onclick="x()">好<script>alert(1)</script><img src="https://spy.example/a.gif"></p>';
    await stocked(shop, aProduct({ handle: 'safe', descriptionHtml }));
    expect((await page('safe')).descriptionHtml).toBe('<p>好</p>');
  });

  it('when pictures lie beside the file, then they are served; one outside is missing', async () => {
    const beside = join(shop.directory, 'beside');
    mkdirSync(join(beside, 'pictures'), { recursive: true });
    const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
    writeFileSync(join(beside, 'pictures/cup.jpg'), jpeg);
    writeFileSync(join(shop.directory, 'outside.jpg'), jpeg);
    const files = filesBelow(beside);
    const pictured = (src: string) =>
      csvOf(aProduct({ handle: 'pictured', pictures: [{ src, alt: '杯' }] }));
    expect((await importCsv(shop, pictured('pictures/cup.jpg'), { files })).created).toBe(1);
    const again = await importCsv(shop, pictured('pictures/cup.jpg'), { files });
    expect(again.unchanged).toBe(1);
    const { url } = (await page('pictured')).pictures[0]!;
    const answer = await fetch(shop.url + url);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(answer.headers.get('cache-control')).toMatch(/immutable/);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 40 });
    for (const src of ['../outside.jpg', 'pictures/none.jpg']) {
      const report = await importCsv(shop, pictured(src), { files });
      expect(report.problems).toEqual([
        { line: 2, handle: 'pictured', column: 'Image Src', reason: 'PICTURE_MISSING' },
      ]);
    }
    await importCsv(shop, Buffer.from(await exported()));
    expect((await page('pictured')).pictures).toEqual([{ url, alt: '杯' }]);
  });
});
