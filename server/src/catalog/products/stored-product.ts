import { fen, type Fen, type ProductDraft, type SkuDraft } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { jsonColumn } from '../json-column.js';

/** A product as it should be written: its category exists, its pictures are ours or elsewhere. */
export interface WantedProduct extends Omit<ProductDraft, 'categoryPath' | 'skus' | 'perOrderMax'> {
  categoryId: string | null;
  perOrderMax: number | null;
  skus: WantedSku[];
}

/** A SKU as it should be; one that names an id is that one whatever its code and options. */
export interface WantedSku extends SkuDraft {
  id?: string | undefined;
}

/** A SKU as it is, withdrawn ones included: orders still name them. */
export interface StoredSku extends SkuDraft {
  id: string;
  stock: number;
  struckBasisFen: Fen | null;
  position: number;
  retired: boolean;
}

/** A product as it is, for those who write it. */
export interface StoredProduct extends Omit<WantedProduct, 'skus'> {
  id: string;
  version: number;
  skus: StoredSku[];
}

interface ProductRow {
  id: string;
  handle: string;
  title: string;
  description_html: string;
  vendor: string;
  category_id: string | null;
  tags: string | string[];
  option_names: string | string[];
  published: 0 | 1;
  per_order_max: number | null;
  version: number;
}

interface SkuRow {
  id: string;
  product_id: string;
  position: number;
  code: string;
  option_values: string | string[];
  price_fen: number;
  list_price_fen: number | null;
  struck_basis_fen: number | null;
  stock: number;
  returnable: 0 | 1;
  grams: number;
  barcode: string;
  picture_src: string | null;
  retired: 0 | 1;
}

/**
 * Whole products, in the order asked for, with their SKUs and pictures: three statements however
 * many. `condition` chooses and orders rows of `product`; with `FOR UPDATE` it locks them.
 */
export async function storedProducts(
  db: Pick<EntityManager, 'query'>,
  condition: string,
  parameters: readonly unknown[],
): Promise<StoredProduct[]> {
  const found = await rows<ProductRow>(db, `SELECT * FROM product ${condition}`, parameters);
  if (found.length === 0) return [];
  const ids = found.map((row) => row.id);
  const skus = await rows<SkuRow>(
    db,
    'SELECT * FROM sku WHERE product_id IN (?) ORDER BY retired, position, id',
    [ids],
  );
  const pictures = await rows<{ product_id: string; src: string; alt: string }>(
    db,
    `SELECT product_id, src, alt FROM product_picture WHERE product_id IN (?)
     ORDER BY product_id, position`,
    [ids],
  );
  return found.map((row) => ({
    ...product(row),
    skus: skus.filter((one) => one.product_id === row.id).map(sku),
    pictures: pictures
      .filter((one) => one.product_id === row.id)
      .map(({ src, alt }) => ({ src, alt })),
  }));
}

function product(row: ProductRow): Omit<StoredProduct, 'skus' | 'pictures'> {
  return {
    id: row.id,
    handle: row.handle,
    title: row.title,
    descriptionHtml: row.description_html,
    vendor: row.vendor,
    categoryId: row.category_id,
    tags: jsonColumn<string[]>(row.tags),
    optionNames: jsonColumn<string[]>(row.option_names),
    published: row.published === 1,
    perOrderMax: row.per_order_max,
    version: row.version,
  };
}

function sku(row: SkuRow): StoredSku {
  return {
    id: row.id,
    position: row.position,
    code: row.code,
    optionValues: jsonColumn<string[]>(row.option_values),
    priceFen: fen(row.price_fen),
    listPriceFen: row.list_price_fen === null ? null : fen(row.list_price_fen),
    struckBasisFen: row.struck_basis_fen === null ? null : fen(row.struck_basis_fen),
    stock: row.stock,
    returnable: row.returnable === 1,
    grams: row.grams,
    barcode: row.barcode,
    pictureSrc: row.picture_src,
    retired: row.retired === 1,
  };
}
