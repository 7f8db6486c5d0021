import { assert } from '../../assert.js';
import { NO_OPTION_NAME, NO_OPTION_VALUE, optionFault } from '../options.js';
import {
  CATEGORY_DEPTH_MAX,
  CATEGORY_NAME_MAX,
  PER_ORDER_MAX,
  PICTURES_MAX,
  SKUS_MAX,
  TAGS_MAX,
  TITLE_MAX,
} from '../product-limits.js';
import type { PictureDraft, ProductDraft } from '../product-draft.js';
import { csvCell, hasColumn, LIMIT_COLUMN, OPTION_COLUMNS, type CsvRow } from './columns.js';
import { problemAt, type ImportProblem } from './problem.js';
import { readSku, readText } from './read-sku.js';
import { readSwitch } from './read-switch.js';

const ALT_MAX = 200;
const SRC_MAX = 1_000;
const VENDOR_MAX = 100;
const BODY_MAX = 100_000;

/** A product, or why its rows cannot be one: all of it or nothing. */
export type ProductReading =
  { product: ProductDraft; problems: [] } | { product: null; problems: ImportProblem[] };

/** Reads the rows of one handle. The first describes the product; each may add a SKU, a picture. */
export function readProduct(rows: readonly CsvRow[]): ProductReading {
  const head = rows[0];
  assert(head, 'a product has rows');
  const problems: ImportProblem[] = [];
  if (csvCell(head, 'Title') === '') problems.push(problemAt(head, 'Title', 'TITLE_MISSING'));
  if (readSwitch(head, 'Gift Card', false, problems)) {
    problems.push(problemAt(head, 'Gift Card', 'GIFT_CARD'));
  }
  const product: ProductDraft = {
    handle: csvCell(head, 'Handle'),
    title: readText(head, 'Title', TITLE_MAX, problems),
    descriptionHtml: readText(head, 'Body (HTML)', BODY_MAX, problems),
    vendor: readText(head, 'Vendor', VENDOR_MAX, problems),
    categoryPath: readCategoryPath(head, problems),
    tags: readTags(head, problems),
    published: readSwitch(head, 'Published', true, problems),
    ...(hasColumn(head, LIMIT_COLUMN) && { perOrderMax: readLimit(head, problems) }),
    ...readSkus(rows, problems),
    pictures: readPictures(rows, problems),
  };
  return problems.length > 0 ? { product: null, problems } : { product, problems: [] };
}

function readSkus(
  rows: readonly CsvRow[],
  problems: ImportProblem[],
): Pick<ProductDraft, 'optionNames' | 'skus'> {
  const head = rows[0] as CsvRow;
  const described = rows.filter((row, index) => index === 0 || describesSku(row));
  for (const row of rows) {
    if (!described.includes(row) && csvCell(row, 'Image Src') === '') {
      problems.push(problemAt(row, null, 'ROW_EMPTY'));
    }
  }
  if (described.length > SKUS_MAX) problems.push(problemAt(head, null, 'SKUS_TOO_MANY'));
  const optionNames = readOptionNames(head, described.length);
  const skus = described.map((row) => readSku(row, optionNames.length, problems));
  const fault = optionFault(optionNames, skus);
  if (fault) problems.push(problemAt(faultyRow(described, skus, optionNames), null, fault));
  return { optionNames, skus };
}

function describesSku(row: CsvRow): boolean {
  return (['Option1 Value', 'Variant SKU', 'Variant Price'] as const).some(
    (column) => csvCell(row, column) !== '',
  );
}

/** The names used; "Title: Default Title" is the format's way to say there are none. */
function readOptionNames(head: CsvRow, skuCount: number): string[] {
  const names = OPTION_COLUMNS.map(([name]) => csvCell(head, name)).filter((name) => name !== '');
  const none =
    skuCount === 1 &&
    names.length === 1 &&
    names[0] === NO_OPTION_NAME &&
    csvCell(head, 'Option1 Value') === NO_OPTION_VALUE;
  return none ? [] : names;
}

/** The first row whose SKU breaks the options of those before it. */
function faultyRow(
  rows: readonly CsvRow[],
  skus: readonly { optionValues: readonly string[] }[],
  names: readonly string[],
): CsvRow {
  const index = skus.findIndex((_, at) => optionFault(names, skus.slice(0, at + 1)) !== null);
  return rows[Math.max(0, index)] as CsvRow;
}

function readCategoryPath(head: CsvRow, problems: ImportProblem[]): string[] {
  const path = csvCell(head, 'Type')
    .split('>')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (path.length > CATEGORY_DEPTH_MAX) {
    problems.push(problemAt(head, 'Type', 'CATEGORY_TOO_DEEP'));
  }
  if (path.some((name) => name.length > CATEGORY_NAME_MAX)) {
    problems.push(problemAt(head, 'Type', 'TEXT_TOO_LONG'));
  }
  return path;
}

function readTags(head: CsvRow, problems: ImportProblem[]): string[] {
  const tags = csvCell(head, 'Tags')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  if (tags.length > TAGS_MAX || tags.some((tag) => tag.length > CATEGORY_NAME_MAX)) {
    problems.push(problemAt(head, 'Tags', 'TEXT_TOO_LONG'));
  }
  return [...new Set(tags)];
}

/** Units one order may hold; an empty cell is no limit. */
function readLimit(head: CsvRow, problems: ImportProblem[]): number | null {
  const text = csvCell(head, LIMIT_COLUMN);
  if (text === '') return null;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= PER_ORDER_MAX) return limit;
  problems.push(problemAt(head, LIMIT_COLUMN, 'LIMIT_INVALID'));
  return null;
}

/** Pictures by their stated position; those without one keep the order of the file. */
function readPictures(rows: readonly CsvRow[], problems: ImportProblem[]): PictureDraft[] {
  const placed = rows
    .filter((row) => csvCell(row, 'Image Src') !== '')
    .map((row, index) => ({ row, at: Number(csvCell(row, 'Image Position')) || index + 1 }))
    .sort((a, b) => a.at - b.at);
  if (placed.length > PICTURES_MAX) {
    problems.push(problemAt(rows[0] as CsvRow, 'Image Src', 'PICTURES_TOO_MANY'));
  }
  const bySrc = new Map<string, PictureDraft>();
  for (const { row } of placed) {
    const src = readText(row, 'Image Src', SRC_MAX, problems);
    const alt = readText(row, 'Image Alt Text', ALT_MAX, problems);
    if (!bySrc.has(src)) bySrc.set(src, { src, alt });
  }
  return [...bySrc.values()];
}
