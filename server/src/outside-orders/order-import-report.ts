import type { OrderImportReport, OutsideState } from '@siyu/shared';
import type { OrdersFile } from './orders-in.js';

/** More than anyone reads; the count goes on. */
const PROBLEMS_SHOWN_MAX = 500;

/** What became of some customers of a file and of their orders. */
export interface BatchOutcome {
  rows: Record<'created' | 'updated' | 'unchanged', number>;
  amountFen: number;
  customers: Record<OutsideState, number> & { created: number };
}

/** The report of an import that has not begun, with the rows that are left out. */
export function emptyReport(
  { rowsTotal, customers, problems, refused }: OrdersFile,
  { source, dryRun }: { source: string; dryRun: boolean },
): OrderImportReport {
  return {
    ...{ dryRun, source, rowsTotal, rowsDone: refused, refused },
    ...{ created: 0, updated: 0, unchanged: 0, amountFen: 0 },
    customers: {
      ...{ total: customers.length, done: 0, created: 0 },
      ...{ matched: 0, held: 0, waiting: 0 },
    },
    problemsTotal: problems.length,
    problems: problems.slice(0, PROBLEMS_SHOWN_MAX),
  };
}

/** The report with more customers and their rows. */
export function noted(report: OrderImportReport, batch: BatchOutcome): OrderImportReport {
  const { rows, customers, amountFen } = batch;
  const { matched, held, waiting, created } = customers;
  const known = report.customers;
  return {
    ...report,
    rowsDone: report.rowsDone + rows.created + rows.updated + rows.unchanged,
    created: report.created + rows.created,
    updated: report.updated + rows.updated,
    unchanged: report.unchanged + rows.unchanged,
    amountFen: report.amountFen + amountFen,
    customers: {
      total: known.total,
      done: known.done + matched + held + waiting,
      created: known.created + created,
      matched: known.matched + matched,
      held: known.held + held,
      waiting: known.waiting + waiting,
    },
  };
}
