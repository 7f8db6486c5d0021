import { Inject, Injectable } from '@nestjs/common';
import { MEMBER_COLUMNS, MEMBER_COLUMNS_NEEDED, type MemberImport } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../platform/access.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { Clock } from '../platform/clock.js';
import { Jobs, RunAgain } from '../platform/jobs.js';
import { newId } from '../platform/new-id.js';
import { readCsv } from '../platform/read-csv.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction } from '../platform/transaction.js';
import { ImportMembers } from './import-members.service.js';
import { csvOf, findRun, insertRun, saveRun, type RunRow } from './member-import.store.js';

const JOB = 'member-import';
const ATTEMPTS_MAX = 5;
/** Well within a job's lease; a larger file is imported in several goes. */
const GO_MS = 20_000;

/** Imports of members: a file kept in a row, worked off by a job, its progress in the row. */
@Injectable()
export class MemberImportRuns {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly imports: ImportMembers,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
  ) {
    jobs.register<{ importId: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ importId }, attempt) => this.workOff(importId, attempt),
    });
  }

  /** Queues an import. @throws Refusal IMPORT_INVALID when the file is none of members */
  async start(operator: OperatorSession, csv: Buffer, dryRun: boolean): Promise<MemberImport> {
    parsed(csv);
    const now = this.clock.now();
    const id = newId(now);
    await inTransaction(this.db, async (tx) => {
      await insertRun(tx, { id, csv, dryRun }, now);
      await this.jobs.add(tx, JOB, id, { importId: id });
      await this.audit.record(tx, {
        ...{ operator, action: 'members.import', subjectKind: 'member-import', subjectId: id },
        ...{ before: null, after: { dryRun, bytes: csv.length } },
      });
    });
    return this.show(id);
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<MemberImport> {
    const { state, report, createdAt } = await this.row(id);
    return { id, state, report, createdAt: createdAt.toISOString() };
  }

  private async workOff(id: string, attempt: number): Promise<void> {
    const { dryRun, report } = await this.row(id);
    const csv = await csvOf(this.db.manager, id);
    if (csv === null) return;
    const until = performance.now() + GO_MS;
    try {
      const order = { file: parsed(csv), dryRun: dryRun === 1, resumeFrom: report };
      const done = await this.imports.run(order, async (tx, soFar) => {
        const isOver = soFar.rowsDone === soFar.rowsTotal;
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

function parsed(csv: Buffer): ReturnType<typeof readCsv> {
  return readCsv(
    csv,
    MEMBER_COLUMNS_NEEDED.map((column) => MEMBER_COLUMNS[column]),
  );
}
