import type { ImportProblem, ImportReport } from '@siyu/shared';
import type { Written } from '../products/product-difference.js';

/** More than anyone reads; the count goes on. */
const PROBLEMS_SHOWN_MAX = 500;

/** The report of an import that has not begun, with the rows that belong to no product. */
export function emptyReport(
  productsTotal: number,
  dryRun: boolean,
  strays: readonly ImportProblem[],
): ImportReport {
  return {
    ...{ dryRun, productsTotal, productsDone: 0 },
    ...{ created: 0, updated: 0, unchanged: 0, refused: 0 },
    problemsTotal: strays.length,
    problems: strays.slice(0, PROBLEMS_SHOWN_MAX),
  };
}

/** What an import did so far, or in a dry run would have done. */
export class ReportBuilder {
  private readonly report: ImportReport;

  constructor(soFar: ImportReport) {
    this.report = { ...soFar, problems: [...soFar.problems] };
  }

  written(outcome: Written): void {
    this.report[outcome]++;
    this.report.productsDone++;
  }

  /** A product left out, with every reason. */
  refused(problems: readonly ImportProblem[]): void {
    this.report.refused++;
    this.report.productsDone++;
    this.report.problemsTotal += problems.length;
    const room = PROBLEMS_SHOWN_MAX - this.report.problems.length;
    this.report.problems.push(...problems.slice(0, Math.max(0, room)));
  }

  /** The report so far, problems by line. */
  get current(): ImportReport {
    const problems = [...this.report.problems].sort((a, b) => a.line - b.line);
    return { ...this.report, problems };
  }
}
