import { CSV_COLUMNS_NEEDED, problemAt, type CsvRow, type ImportProblem } from '@siyu/shared';
import { readCsv } from '../../platform/read-csv.js';

/** A product file's rows, and the rows that do not have a cell for each column. */
export interface ParsedCsv {
  rows: CsvRow[];
  problems: ImportProblem[];
}

/** Reads a product file. @throws Refusal IMPORT_INVALID when it is no CSV, or no product file */
export function parseCsv(bytes: Buffer): ParsedCsv {
  const { rows, uneven } = readCsv(bytes, CSV_COLUMNS_NEEDED);
  return { rows, problems: uneven.map((row) => problemAt(row, null, 'CELLS_MISCOUNTED')) };
}
