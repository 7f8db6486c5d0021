import type { MemberImportReport, MemberRowProblem } from '@siyu/shared';
import type { CsvFile } from '../platform/read-csv.js';

/** More than anyone reads; the count goes on. */
const PROBLEMS_SHOWN_MAX = 500;

/** What became of a row, or every reason why it was left out. */
export type RowOutcome = 'created' | 'updated' | 'unchanged' | readonly MemberRowProblem[];

/** The report of an import that has not begun, with the rows that could not be taken apart. */
export function emptyReport({ rows, uneven }: CsvFile, dryRun: boolean): MemberImportReport {
  return {
    ...{ dryRun, rowsTotal: rows.length, rowsDone: 0 },
    ...{ created: 0, updated: 0, unchanged: 0, refused: uneven.length },
    problemsTotal: uneven.length,
    problems: uneven
      .slice(0, PROBLEMS_SHOWN_MAX)
      .map(({ line }) => ({ line, column: null, reason: 'CELLS_MISCOUNTED' })),
  };
}

/** The report with one more row. */
export function noted(
  report: MemberImportReport,
  line: number,
  outcome: RowOutcome,
): MemberImportReport {
  const rowsDone = report.rowsDone + 1;
  if (typeof outcome === 'string') {
    return { ...report, rowsDone, [outcome]: report[outcome] + 1 };
  }
  const problems = [...report.problems, ...outcome.map((problem) => ({ line, ...problem }))];
  return {
    ...{ ...report, rowsDone, refused: report.refused + 1 },
    problemsTotal: report.problemsTotal + outcome.length,
    problems: problems.sort((a, b) => a.line - b.line).slice(0, PROBLEMS_SHOWN_MAX),
  };
}
