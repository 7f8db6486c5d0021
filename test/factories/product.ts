import { fen, type ImportReport, type ProductDraft, type SkuDraft } from '@siyu/shared';
import { CSV_COLUMNS, writeProduct } from '@siyu/shared';
import { stringify } from 'csv-stringify/sync';
import { CatalogImport } from '../../server/src/catalog/import/catalog-import.js';
import { NO_FILES, type PictureSource } from '../../server/src/catalog/import/picture-source.js';
import { COMMAND_LINE } from '../../server/src/platform/audit-trail.js';
import { newId } from '../../server/src/platform/new-id.js';
import type { TestShop } from './shop.js';

/** A SKU for sale: ¥12.00, ten of them. */
export function aSku(given: Partial<SkuDraft> = {}): SkuDraft {
  return {
    code: '',
    optionValues: [],
    priceFen: fen(1_200),
    listPriceFen: null,
    stock: 10,
    returnable: true,
    grams: 0,
    barcode: '',
    pictureSrc: null,
    ...given,
  };
}

/** A published product with one SKU and no options. */
export function aProduct(given: Partial<ProductDraft> = {}): ProductDraft {
  return {
    handle: 'mug',
    title: '粗陶马克杯',
    descriptionHtml: '<p>手作</p>',
    vendor: '',
    categoryPath: [],
    tags: [],
    published: true,
    perOrderMax: null,
    optionNames: [],
    skus: [aSku()],
    pictures: [],
    ...given,
  };
}

/** Products as the file an operator would import. */
export function csvOf(...products: ProductDraft[]): Buffer {
  return Buffer.from(stringify([[...CSV_COLUMNS], ...products.flatMap(writeProduct)]));
}

/** Puts products into a shop's catalogue, as an import would. */
export function stocked(shop: TestShop, ...products: ProductDraft[]): Promise<ImportReport> {
  return importCsv(shop, csvOf(...products));
}

/** Imports a file. */
export function importCsv(
  shop: TestShop,
  csv: Buffer,
  more: { dryRun?: boolean; files?: PictureSource } = {},
): Promise<ImportReport> {
  return shop.app.get(CatalogImport, { strict: false }).run({
    importId: newId(shop.clock.now()),
    csv,
    dryRun: more.dryRun ?? false,
    files: more.files ?? NO_FILES,
    author: COMMAND_LINE,
    onProgress: () => undefined,
  });
}

/** The ids of a product and its SKUs on offer, in their order. */
export async function idsOf(
  shop: Pick<TestShop, 'db'>,
  handle: string,
): Promise<{ productId: string; skuIds: string[] }> {
  const found: { productId: string; skuId: string }[] = await shop.db.query(
    `SELECT p.id AS productId, s.id AS skuId FROM product p
     JOIN sku s ON s.product_id = p.id AND s.retired = 0
     WHERE p.handle = ? ORDER BY s.position`,
    [handle],
  );
  return { productId: found[0]!.productId, skuIds: found.map((row) => row.skuId) };
}
