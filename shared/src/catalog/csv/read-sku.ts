import { fen, parseYuan, type Fen } from '../../money.js';
import { PRICE_MAX_FEN } from '../product-limits.js';
import type { SkuDraft } from '../product-draft.js';
import { csvCell, OPTION_COLUMNS, RETURN_COLUMN, type CsvColumn, type CsvRow } from './columns.js';
import { problemAt, type ImportProblem } from './problem.js';
import { readSwitch } from './read-switch.js';

const GRAMS_MAX = 10_000_000;
const CODE_MAX = 64;
const SRC_MAX = 1_000;

/** The SKU a row describes; what is wrong with it is added to `problems`. */
export function readSku(row: CsvRow, optionCount: number, problems: ImportProblem[]): SkuDraft {
  const priceFen = readPrice(row, 'Variant Price', problems);
  if (priceFen === null && csvCell(row, 'Variant Price') === '') {
    problems.push(problemAt(row, 'Variant Price', 'PRICE_INVALID'));
  }
  return {
    code: readText(row, 'Variant SKU', CODE_MAX, problems),
    optionValues: OPTION_COLUMNS.slice(0, optionCount).map(([, value]) =>
      readText(row, value, CODE_MAX, problems),
    ),
    priceFen: priceFen ?? fen(0),
    listPriceFen: readPrice(row, 'Variant Compare At Price', problems),
    stock: readStock(row, problems),
    returnable: readSwitch(row, RETURN_COLUMN, true, problems),
    grams: readGrams(row, problems),
    barcode: readText(row, 'Variant Barcode', CODE_MAX, problems),
    pictureSrc: readText(row, 'Variant Image', SRC_MAX, problems) || null,
  };
}

/** A cell's text, reported when longer than there is room for. */
export function readText(
  row: CsvRow,
  column: CsvColumn,
  lengthMax: number,
  problems: ImportProblem[],
): string {
  const text = csvCell(row, column);
  if (text.length > lengthMax) problems.push(problemAt(row, column, 'TEXT_TOO_LONG'));
  return text;
}

/** An amount in yuan; null where the cell is empty or, reported, not an amount. */
function readPrice(row: CsvRow, column: CsvColumn, problems: ImportProblem[]): Fen | null {
  const text = csvCell(row, column);
  if (text === '') return null;
  const amount = parseYuan(text);
  if (amount !== null && amount <= PRICE_MAX_FEN) return amount;
  problems.push(problemAt(row, column, 'PRICE_INVALID'));
  return null;
}

function readStock(row: CsvRow, problems: ImportProblem[]): number | null {
  const text = csvCell(row, 'Variant Inventory Qty');
  if (text === '') return null;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  problems.push(problemAt(row, 'Variant Inventory Qty', 'STOCK_INVALID'));
  return null;
}

function readGrams(row: CsvRow, problems: ImportProblem[]): number {
  const text = csvCell(row, 'Variant Grams');
  if (text === '') return 0;
  const grams = /^\d{1,8}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text)) : GRAMS_MAX + 1;
  if (grams <= GRAMS_MAX) return grams;
  problems.push(problemAt(row, 'Variant Grams', 'GRAMS_INVALID'));
  return 0;
}
