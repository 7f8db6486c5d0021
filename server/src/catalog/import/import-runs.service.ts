import { Inject, Injectable } from '@nestjs/common';
import type { ImportReport, ImportRun } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { Jobs, RunAgain } from '../../platform/jobs.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, rows } from '../../platform/transaction.js';
import { jsonColumn } from '../json-column.js';
import { CatalogImport } from './catalog-import.js';
import { parseCsv } from './parse-csv.js';
import { NO_FILES } from './picture-source.js';

const JOB = 'catalog-import';
const ATTEMPTS_MAX = 5;
/** Well within a job's lease; a larger file is imported in several goes. */
const GO_MS = 20_000;
const PROGRESS_EVERY = 20;

interface RunRow {
  id: string;
  csv: Buffer | null;
  dry_run: 0 | 1;
  state: ImportRun['state'];
  report: string | ImportReport | null;
  operator_id: string;
  created_at: Date;
}

interface ImportJob {
  importId: string;
  /** Of who asked for it; one queued by the version before has none. */
  operatorName?: string;
}

/** Imports asked for by API: a file kept in a row, worked off by a job, its progress in the row. */
@Injectable()
export class ImportRuns {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly imports: CatalogImport,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
  ) {
    jobs.register<ImportJob>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: (job, attempt) => this.workOff(job, attempt),
    });
  }

  /** Queues an import. @throws Refusal IMPORT_INVALID when the file is no product file */
  async start(operator: OperatorSession, csv: Buffer, dryRun: boolean): Promise<ImportRun> {
    parseCsv(csv);
    const now = this.clock.now();
    const id = newId(now);
    await inTransaction(this.db, async (tx) => {
      await tx.query(
        `INSERT INTO catalog_import (id, csv, dry_run, state, operator_id, created_at, updated_at)
         VALUES (?, ?, ?, 'waiting', ?, ?, ?)`,
        [id, csv, dryRun, operator.operatorId, now, now],
      );
      await this.jobs.add(tx, JOB, id, { importId: id, operatorName: operator.name });
      await this.audit.record(tx, {
        operator,
        action: 'catalog.import',
        subjectKind: 'import',
        subjectId: id,
        before: null,
        after: { dryRun, bytes: csv.length },
      });
    });
    return this.show(id);
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<ImportRun> {
    const { state, report, created_at } = await this.row(id, '');
    return {
      id,
      state,
      report: report === null ? null : jsonColumn<ImportReport>(report),
      createdAt: created_at.toISOString(),
    };
  }

  private async workOff(
    { importId, operatorName = 'operator' }: ImportJob,
    attempt: number,
  ): Promise<void> {
    const row = await this.row(importId, ', csv');
    if (row.csv === null) return;
    const begun = performance.now();
    try {
      const report = await this.imports.run({
        importId,
        csv: row.csv,
        dryRun: row.dry_run === 1,
        files: NO_FILES,
        author: { operatorId: row.operator_id, name: operatorName },
        resumeFrom: row.report === null ? null : jsonColumn<ImportReport>(row.report),
        mayGoOn: () => performance.now() - begun < GO_MS,
        onProgress: (soFar) =>
          soFar.productsDone % PROGRESS_EVERY === 0
            ? this.save(importId, 'running', soFar)
            : undefined,
      });
      const done = report.productsDone === report.productsTotal;
      await this.save(importId, done ? 'done' : 'running', report);
      if (!done) throw new RunAgain(0);
    } catch (error) {
      const last = attempt >= ATTEMPTS_MAX && !(error instanceof RunAgain);
      if (last) await this.save(importId, 'failed', null);
      throw error;
    }
  }

  /** The file is dropped once it has been worked off. */
  private async save(
    id: string,
    state: ImportRun['state'],
    report: ImportReport | null,
  ): Promise<void> {
    await inTransaction(this.db, (tx) =>
      tx.query(
        `UPDATE catalog_import SET state = ?, report = COALESCE(?, report), updated_at = ?,
           csv = IF(state = 'done', NULL, csv) WHERE id = ?`,
        [state, report && JSON.stringify(report), this.clock.now(), id],
      ),
    );
  }

  private async row(id: string, more: '' | ', csv'): Promise<RunRow> {
    const [found] = await rows<RunRow>(
      this.db.manager,
      `SELECT id, dry_run, state, report, operator_id, created_at ${more}
       FROM catalog_import WHERE id = ?`,
      [id],
    );
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }
}
