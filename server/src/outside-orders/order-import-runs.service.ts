import { Inject, Injectable } from '@nestjs/common';
import type { OrderImport } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditTrail, type Author } from '../platform/audit-trail.js';
import { Clock } from '../platform/clock.js';
import { Jobs, RunAgain } from '../platform/jobs.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction } from '../platform/transaction.js';
import { ImportOrders } from './import-orders.service.js';
import { csvOf, findRun, insertRun, saveRun, type RunRow } from './order-import.store.js';
import { ordersIn, rowsIn } from './orders-in.js';

const JOB = 'order-import';
const ATTEMPTS_MAX = 5;
/** Well within a job's lease; a larger file is imported in several goes. */
const GO_MS = 20_000;

/** Imports of orders: a file kept in a row, worked off by a job, its progress in the row. */
@Injectable()
export class OrderImportRuns {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly imports: ImportOrders,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
  ) {
    jobs.register<{ importId: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ importId }, attempt) => this.workOff(importId, attempt),
    });
  }

  /**
   * Queues an import of orders of one system.
   * @throws Refusal IMPORT_INVALID when the file is none of orders
   */
  async start(
    author: Author,
    csv: Buffer,
    { source, dryRun }: { source: string; dryRun: boolean },
  ): Promise<OrderImport> {
    const { rows, uneven } = rowsIn(csv);
    const rowsTotal = rows.length + uneven.length;
    const now = this.clock.now();
    const id = newId(now);
    await inTransaction(this.db, async (tx) => {
      await insertRun(tx, { id, source, csv, dryRun }, now);
      await this.jobs.add(tx, JOB, id, { importId: id });
      await this.audit.record(tx, {
        ...{ operator: author, action: 'outside-orders.import' },
        ...{ subjectKind: 'order-import', subjectId: id },
        ...{ before: null, after: { source, dryRun, bytes: csv.length, rowsTotal } },
      });
    });
    return this.show(id);
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<OrderImport> {
    const { state, report, createdAt } = await this.row(id);
    return { id, state, report, createdAt: createdAt.toISOString() };
  }

  private async workOff(id: string, attempt: number): Promise<void> {
    const { source, dryRun, report } = await this.row(id);
    const csv = await csvOf(this.db.manager, id);
    if (csv === null) return;
    const until = performance.now() + GO_MS;
    try {
      const file = ordersIn(csv);
      const asked = { file, source, dryRun: dryRun === 1, resumeFrom: report };
      const done = await this.imports.run(asked, async (tx, soFar) => {
        const isOver = soFar.customers.done === soFar.customers.total;
        await saveRun(tx, id, isOver ? 'done' : 'running', soFar);
        return isOver || performance.now() < until;
      });
      if (!done) throw new RunAgain(0);
    } catch (error) {
      const isLast = attempt >= ATTEMPTS_MAX && !(error instanceof RunAgain);
      if (isLast) await inTransaction(this.db, (tx) => saveRun(tx, id, 'failed', null));
      throw error;
    }
  }

  private async row(id: string): Promise<RunRow> {
    const found = await findRun(this.db.manager, id);
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }
}
