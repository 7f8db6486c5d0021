/** The columns of Shopify's product CSV that this shop reads and writes, in the order it writes. */
export const CSV_COLUMNS = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option1 Value',
  'Option2 Name',
  'Option2 Value',
  'Option3 Name',
  'Option3 Value',
  'Variant SKU',
  'Variant Grams',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Fulfillment Service',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Requires Shipping',
  'Variant Taxable',
  'Variant Barcode',
  'Image Src',
  'Image Position',
  'Image Alt Text',
  'Gift Card',
  'Variant Image',
  'Seven Day Return (variant.metafields.siyu.seven_day_return)',
  'Max Per Order (product.metafields.siyu.max_per_order)',
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** A file without these cannot be a product file. */
export const CSV_COLUMNS_NEEDED: readonly CsvColumn[] = ['Handle', 'Title', 'Variant Price'];

export const RETURN_COLUMN =
  'Seven Day Return (variant.metafields.siyu.seven_day_return)' satisfies CsvColumn;
export const LIMIT_COLUMN =
  'Max Per Order (product.metafields.siyu.max_per_order)' satisfies CsvColumn;
export const OPTION_COLUMNS = [
  ['Option1 Name', 'Option1 Value'],
  ['Option2 Name', 'Option2 Value'],
  ['Option3 Name', 'Option3 Value'],
] as const satisfies readonly (readonly [CsvColumn, CsvColumn])[];

/** A row of the file and the line it starts at; a column the file lacks reads as empty. */
export interface CsvRow {
  line: number;
  cells: Readonly<Partial<Record<string, string>>>;
}

/** Whether the file has the column: as in Shopify, one it lacks leaves what is there. */
export function hasColumn(row: CsvRow, column: CsvColumn): boolean {
  return column in row.cells;
}

/** A cell without the space around it. */
export function csvCell(row: CsvRow, column: CsvColumn): string {
  return (row.cells[column] ?? '').trim();
}
