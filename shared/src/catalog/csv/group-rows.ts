import { HANDLE_MAX } from '../product-limits.js';
import { csvCell, type CsvRow } from './columns.js';
import { problemAt, type ImportProblem } from './problem.js';

/** The rows of each product, in the order of the file, and the rows that belong to none. */
export function groupRows(rows: readonly CsvRow[]): {
  products: CsvRow[][];
  problems: ImportProblem[];
} {
  const byHandle = new Map<string, CsvRow[]>();
  const problems: ImportProblem[] = [];
  for (const row of rows) {
    const handle = csvCell(row, 'Handle');
    if (handle === '') problems.push(problemAt(row, 'Handle', 'HANDLE_MISSING'));
    else if (handle.length > HANDLE_MAX || /\s/.test(handle)) {
      problems.push(problemAt(row, 'Handle', 'HANDLE_INVALID'));
    } else byHandle.set(handle, [...(byHandle.get(handle) ?? []), row]);
  }
  return { products: [...byHandle.values()], problems };
}
