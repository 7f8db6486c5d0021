import { formatYuan } from '../../money.js';
import { NO_OPTION_NAME, NO_OPTION_VALUE } from '../options.js';
import type { PictureDraft, ProductDraft, SkuDraft } from '../product-draft.js';
import {
  CSV_COLUMNS,
  LIMIT_COLUMN,
  OPTION_COLUMNS,
  RETURN_COLUMN,
  type CsvColumn,
} from './columns.js';

type Cells = Partial<Record<CsvColumn, string>>;

/** The rows of a product: as many as it has SKUs or pictures. Read back, they say the same. */
export function writeProduct(product: ProductDraft): string[][] {
  const count = Math.max(product.skus.length, product.pictures.length, 1);
  return Array.from({ length: count }, (_, index) => {
    const sku = product.skus[index];
    const picture = product.pictures[index];
    const cells: Cells = {
      Handle: product.handle,
      ...(index === 0 ? headCells(product) : {}),
      ...(sku ? skuCells(sku) : {}),
      ...(picture ? pictureCells(picture, index + 1) : {}),
    };
    return CSV_COLUMNS.map((column) => cells[column] ?? '');
  });
}

function headCells(product: ProductDraft): Cells {
  const names = product.optionNames.length > 0 ? product.optionNames : [NO_OPTION_NAME];
  return {
    Title: product.title,
    'Body (HTML)': product.descriptionHtml,
    Vendor: product.vendor,
    Type: product.categoryPath.join(' > '),
    Tags: product.tags.join(', '),
    Published: String(product.published),
    'Gift Card': 'false',
    [LIMIT_COLUMN]: product.perOrderMax ? String(product.perOrderMax) : '',
    ...Object.fromEntries(OPTION_COLUMNS.map(([name], index) => [name, names[index] ?? ''])),
  };
}

function skuCells(sku: SkuDraft): Cells {
  const values = sku.optionValues.length > 0 ? sku.optionValues : [NO_OPTION_VALUE];
  return {
    ...Object.fromEntries(OPTION_COLUMNS.map(([, value], index) => [value, values[index] ?? ''])),
    'Variant SKU': sku.code,
    'Variant Grams': String(sku.grams),
    'Variant Inventory Tracker': 'shopify',
    'Variant Inventory Qty': sku.stock === null ? '' : String(sku.stock),
    'Variant Inventory Policy': 'deny',
    'Variant Fulfillment Service': 'manual',
    'Variant Price': formatYuan(sku.priceFen),
    'Variant Compare At Price': sku.listPriceFen === null ? '' : formatYuan(sku.listPriceFen),
    'Variant Requires Shipping': 'true',
    'Variant Taxable': 'true',
    'Variant Barcode': sku.barcode,
    'Variant Image': sku.pictureSrc ?? '',
    [RETURN_COLUMN]: String(sku.returnable),
  };
}

function pictureCells(picture: PictureDraft, position: number): Cells {
  return {
    'Image Src': picture.src,
    'Image Position': String(position),
    'Image Alt Text': picture.alt,
  };
}
