import type { ImportProblem, ImportReport } from '@siyu/shared';
import type { Written } from '../product-difference.js';

/** More than anyone reads; the count goes on. */
const PROBLEMS_SHOWN_MAX = 500;

/** What an import did so far, or in a dry run would have done. */
export class ReportBuilder {
  private readonly report: ImportReport;
  private readonly refusedHandles = new Set<string>();

  constructor(productsTotal: number, dryRun: boolean) {
    this.report = {
      dryRun,
      productsTotal,
      productsDone: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      refused: 0,
      problemsTotal: 0,
      problems: [],
    };
  }

  written(outcome: Written): void {
    this.report[outcome]++;
    this.report.productsDone++;
  }

  /** A product left out, with every reason. */
  refused(problems: readonly ImportProblem[]): void {
    this.report.refused++;
    this.report.productsDone++;
    this.add(problems);
  }

  /** Bad rows, of whatever product. */
  add(problems: readonly ImportProblem[]): void {
    this.report.problemsTotal += problems.length;
    const room = PROBLEMS_SHOWN_MAX - this.report.problems.length;
    this.report.problems.push(...problems.slice(0, Math.max(0, room)));
    for (const { handle } of problems) this.refusedHandles.add(handle);
  }

  isRefused(handle: string): boolean {
    return this.refusedHandles.has(handle);
  }

  /** The report so far, problems by line. */
  get current(): ImportReport {
    const problems = [...this.report.problems].sort((a, b) => a.line - b.line);
    return { ...this.report, problems };
  }
}
