import type { Fen } from '@siyu/shared';
import { newId } from '../../platform/new-id.js';
import type { Tx } from '../../platform/transaction.js';
import type { WantedProduct, WantedSku } from './stored-product.js';

/** A SKU's row, stock apart: only the ledger moves that. */
export interface SkuToWrite extends WantedSku {
  id: string;
  position: number;
  struckBasisFen: Fen | null;
}

/** Adds a product at the end of the recommended order. */
export async function insertProduct(
  tx: Tx,
  id: string,
  wanted: WantedProduct,
  now: Date,
): Promise<void> {
  const values = { id, created_at: now, ...productColumns(wanted, now) };
  const names = Object.keys(values);
  await tx.query(
    `INSERT INTO product (${names.join(', ')}, position)
     SELECT ${names.map(() => '?').join(', ')}, COALESCE(MAX(position), 0) + 1 FROM product`,
    Object.values(values),
  );
}

/** Overwrites a product the caller has locked. */
export async function updateProduct(
  tx: Tx,
  id: string,
  wanted: WantedProduct,
  now: Date,
): Promise<void> {
  const columns = productColumns(wanted, now);
  const assignments = Object.keys(columns).map((name) => `${name} = ?`);
  await tx.query(
    `UPDATE product SET ${assignments.join(', ')}, version = version + 1 WHERE id = ?`,
    [...Object.values(columns), id],
  );
}

function productColumns(wanted: WantedProduct, now: Date): Record<string, unknown> {
  return {
    handle: wanted.handle,
    title: wanted.title,
    description_html: wanted.descriptionHtml,
    vendor: wanted.vendor,
    category_id: wanted.categoryId,
    tags: JSON.stringify(wanted.tags),
    option_names: JSON.stringify(wanted.optionNames),
    published: wanted.published,
    per_order_max: wanted.perOrderMax,
    price_from_fen: Math.min(...wanted.skus.map((sku) => sku.priceFen)),
    updated_at: now,
  };
}

/** Adds SKUs or overwrites them; one that was withdrawn is on offer again. */
export async function upsertSkus(
  tx: Tx,
  productId: string,
  skus: readonly SkuToWrite[],
): Promise<void> {
  const names = [
    ...['id', 'product_id', 'position', 'code', 'option_values', 'price_fen', 'list_price_fen'],
    ...['struck_basis_fen', 'returnable', 'grams', 'barcode', 'picture_src', 'retired'],
  ];
  const values = skus.map((sku) => [
    ...[sku.id, productId, sku.position, sku.code, JSON.stringify(sku.optionValues), sku.priceFen],
    ...[sku.listPriceFen, sku.struckBasisFen, sku.returnable, sku.grams, sku.barcode],
    ...[sku.pictureSrc, false],
  ]);
  const updates = names.slice(2).map((name) => `${name} = VALUES(${name})`);
  await tx.query(
    `INSERT INTO sku (${names.join(', ')}) VALUES ?
     ON DUPLICATE KEY UPDATE ${updates.join(', ')}`,
    [values],
  );
}

/** Takes SKUs off offer; their rows stay, orders name them. */
export async function retireSkus(tx: Tx, skuIds: readonly string[]): Promise<void> {
  if (skuIds.length === 0) return;
  await tx.query('UPDATE sku SET retired = 1 WHERE id IN (?)', [skuIds]);
}

/** The product's pictures, all of them, in their order. */
export async function replacePictures(
  tx: Tx,
  productId: string,
  pictures: WantedProduct['pictures'],
): Promise<void> {
  await tx.query('DELETE FROM product_picture WHERE product_id = ?', [productId]);
  if (pictures.length === 0) return;
  await tx.query('INSERT INTO product_picture (product_id, position, src, alt) VALUES ?', [
    pictures.map(({ src, alt }, index) => [productId, index + 1, src, alt]),
  ]);
}

/** Keeps what a SKU costs from now on, and the proof of what it may strike through. */
export async function recordPrices(
  tx: Tx,
  skus: readonly SkuToWrite[],
  operatorId: string | null,
  now: Date,
): Promise<void> {
  if (skus.length === 0) return;
  await tx.query(
    `INSERT INTO price_history
       (id, sku_id, price_fen, list_price_fen, struck_basis_fen, operator_id, changed_at) VALUES ?`,
    [
      skus.map((sku) => [
        ...[newId(now), sku.id, sku.priceFen, sku.listPriceFen, sku.struckBasisFen],
        ...[operatorId, now],
      ]),
    ],
  );
}
