import { matchSkus } from '@siyu/shared';
import type { StoredProduct, StoredSku, WantedProduct, WantedSku } from './stored-product.js';

export type Written = 'created' | 'updated' | 'unchanged';

/** A wanted SKU, and the stored one it replaces; null is a new one. */
export interface SkuPair {
  before: StoredSku | null;
  wanted: WantedSku;
  position: number;
}

/** What separates a product from what someone wants it to be. */
export interface ProductDifference {
  outcome: Written;
  pairs: SkuPair[];
  /** SKUs on offer that are wanted no longer. */
  withdrawn: StoredSku[];
}

/** Compares field by field; stock counts only where the wanted SKU states it. */
export function difference(
  existing: StoredProduct | null,
  wanted: WantedProduct,
): ProductDifference {
  const matches = matchSkus(existing?.skus ?? [], wanted.skus);
  const pairs = wanted.skus.map((sku, index) => ({
    before: matches[index] ?? null,
    wanted: sku,
    position: index + 1,
  }));
  const kept = new Set(pairs.map(({ before }) => before?.id));
  const withdrawn = (existing?.skus ?? []).filter((sku) => !sku.retired && !kept.has(sku.id));
  if (!existing) return { outcome: 'created', pairs, withdrawn };
  const same =
    productFields(existing) === productFields(wanted) &&
    withdrawn.length === 0 &&
    pairs.every((pair) => isSameSku(pair) && stockDelta(pair) === 0);
  return { outcome: same ? 'unchanged' : 'updated', pairs, withdrawn };
}

/** Whether the SKU's row can stay as it is; its stock is a matter of the ledger. */
export function isSameSku({ before, wanted, position }: SkuPair): boolean {
  if (!before || before.retired || before.position !== position) return false;
  return skuFields(before) === skuFields(wanted);
}

/** Whether a row of the price history is due. */
export function isRepriced({ before, wanted }: SkuPair): boolean {
  return before?.priceFen !== wanted.priceFen || before.listPriceFen !== wanted.listPriceFen;
}

/** Units to add (or, negative, take) so that there are as many as stated. */
export function stockDelta({ before, wanted }: SkuPair): number {
  const had = before?.stock ?? 0;
  return wanted.stock === null ? 0 : wanted.stock - had;
}

function productFields(product: Omit<WantedProduct, 'skus'>): string {
  const { handle, title, descriptionHtml, vendor, categoryId, tags, published } = product;
  const pictures = product.pictures.map(({ src, alt }) => [src, alt]);
  const texts = [handle, title, descriptionHtml, vendor, categoryId, published];
  return JSON.stringify([texts, tags, product.optionNames, product.perOrderMax, pictures]);
}

function skuFields(sku: WantedSku): string {
  const { code, priceFen, listPriceFen, returnable, grams, barcode, pictureSrc } = sku;
  const fields = [code, priceFen, listPriceFen, returnable, grams, barcode, pictureSrc];
  return JSON.stringify([fields, sku.optionValues]);
}
