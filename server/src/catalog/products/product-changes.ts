import { createHash } from 'node:crypto';
import type { SkuPair } from './product-difference.js';
import type { StoredProduct, StoredSku, WantedProduct, WantedSku } from './stored-product.js';

type Fields = Record<string, unknown>;

/** What a write changed of a product: the fields that differ, as they were and as they became. */
export interface ProductChanges {
  /** Null where there was no product. */
  before: Fields | null;
  after: Fields;
}

/** A longer text is kept as its beginning, its length and its hash. */
const TEXT_LENGTH_MAX = 500;

/** For the audit log. A SKU that did not change is left out; `pairs` carry the ids of new ones. */
export function productChanges(
  existing: StoredProduct | null,
  wanted: WantedProduct,
  pairs: readonly (SkuPair & { id: string })[],
  withdrawn: readonly StoredSku[],
): ProductChanges {
  const skus = [...pairs.map(skuChanges), ...withdrawn.map(withdrawal)].filter(
    ({ after }) => Object.keys(after).length > 1,
  );
  const product = changes(existing && productFields(existing), productFields(wanted));
  if (skus.length === 0) return product;
  const were = skus.flatMap(({ before }) => before ?? []);
  const became = skus.map(({ after }) => after);
  return {
    before: product.before && { ...product.before, skus: were },
    after: { ...product.after, skus: became },
  };
}

function skuChanges({ id, before, wanted, position }: SkuPair & { id: string }): ProductChanges {
  const stock = wanted.stock ?? before?.stock ?? 0;
  const was = before && skuFields(before, before.stock, before.position, before.retired);
  const changed = changes(was, skuFields(wanted, stock, position, false));
  return { before: changed.before && { id, ...changed.before }, after: { id, ...changed.after } };
}

function withdrawal({ id }: StoredSku): ProductChanges {
  return { before: { id, withdrawn: false }, after: { id, withdrawn: true } };
}

function changes(before: Fields | null, after: Fields): ProductChanges {
  if (before === null) return { before, after };
  const differing = Object.keys(after).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const only = (fields: Fields) =>
    Object.fromEntries(differing.map((name) => [name, fields[name]]));
  return { before: only(before), after: only(after) };
}

function productFields(product: Omit<WantedProduct, 'skus'>): Fields {
  const { handle, title, vendor, categoryId, tags, published, perOrderMax } = product;
  return {
    ...{ handle, title, vendor, categoryId, tags, published, perOrderMax },
    descriptionHtml: brief(product.descriptionHtml),
    optionNames: product.optionNames,
    pictures: product.pictures.map(({ src, alt }) => ({ src, alt })),
  };
}

function skuFields(sku: WantedSku, stock: number, position: number, withdrawn: boolean): Fields {
  const { code, optionValues, priceFen, listPriceFen, returnable, grams, barcode } = sku;
  const { pictureSrc } = sku;
  return {
    ...{ code, optionValues, priceFen, listPriceFen, stock, returnable, grams, barcode },
    ...{ pictureSrc, position, withdrawn },
  };
}

function brief(text: string): string | { begins: string; length: number; sha256: string } {
  if (text.length <= TEXT_LENGTH_MAX) return text;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { begins: text.slice(0, TEXT_LENGTH_MAX), length: text.length, sha256 };
}
