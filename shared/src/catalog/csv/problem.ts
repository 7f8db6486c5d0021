import type { OptionFault } from '../options.js';
import { csvCell, type CsvColumn, type CsvRow } from './columns.js';

/** Why a row cannot be imported. */
export const IMPORT_REASONS = [
  'CELLS_MISCOUNTED',
  'HANDLE_MISSING',
  'HANDLE_INVALID',
  'TITLE_MISSING',
  'TEXT_TOO_LONG',
  'CATEGORY_TOO_DEEP',
  'SWITCH_INVALID',
  'PRICE_INVALID',
  'STOCK_INVALID',
  'GRAMS_INVALID',
  'LIMIT_INVALID',
  'GIFT_CARD',
  'ROW_EMPTY',
  'SKUS_TOO_MANY',
  'PICTURES_TOO_MANY',
  'PICTURE_INVALID',
  'PICTURE_MISSING',
  'OPTIONS_TOO_MANY',
  'OPTION_NAMES_REPEATED',
  'OPTION_VALUES_MISSING',
  'OPTION_VALUES_REPEATED',
  'WRITE_REFUSED',
] as const satisfies readonly (OptionFault | string)[];
export type ImportReason = (typeof IMPORT_REASONS)[number];

/** One bad row: where it is, which csvCell, and why. Its whole product is left out. */
export interface ImportProblem {
  line: number;
  handle: string;
  column: CsvColumn | null;
  reason: ImportReason;
}

export function problemAt(
  row: CsvRow,
  column: CsvColumn | null,
  reason: ImportReason,
): ImportProblem {
  return { line: row.line, handle: csvCell(row, 'Handle'), column, reason };
}
