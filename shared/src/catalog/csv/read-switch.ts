import { csvCell, type CsvColumn, type CsvRow } from './columns.js';
import { problemAt, type ImportProblem } from './problem.js';

/** `true` or `false` in any case; empty means `otherwise`, anything else is reported. */
export function readSwitch(
  row: CsvRow,
  column: CsvColumn,
  otherwise: boolean,
  problems: ImportProblem[],
): boolean {
  const text = csvCell(row, column).toLowerCase();
  if (text === '') return otherwise;
  if (text !== 'true' && text !== 'false') problems.push(problemAt(row, column, 'SWITCH_INVALID'));
  return text === 'true';
}
