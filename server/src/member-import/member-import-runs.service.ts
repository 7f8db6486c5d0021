import { Inject, Injectable } from '@nestjs/common';
import {
  formatYuan,
  MEMBER_COLUMNS,
  MEMBER_COLUMNS_NEEDED,
  type Fen,
  type MemberImport,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Approvals } from '../admin/approvals/approvals.service.js';
import { AuditTrail, type Author } from '../platform/audit-trail.js';
import { Clock } from '../platform/clock.js';
import { Jobs, RunAgain } from '../platform/jobs.js';
import { newId } from '../platform/new-id.js';
import { readCsv } from '../platform/read-csv.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { WalletSettingsDocument } from '../wallet/wallet-settings.js';
import { ImportMembers } from './import-members.service.js';
import { csvOf, findRun, insertRun, saveRun, type RunRow } from './member-import.store.js';

const JOB = 'member-import';
const KIND = 'member-import';
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
    private readonly settings: WalletSettingsDocument,
    private readonly approvals: Approvals,
  ) {
    approvals.register({
      kind: KIND,
      apply: async (tx, { subjectId }) => {
        await saveRun(tx, subjectId, 'waiting', null);
        await this.queue(tx, subjectId);
      },
      rejected: (tx, { subjectId }) => saveRun(tx, subjectId, 'rejected', null),
    });
    jobs.register<{ importId: string }>({
      kind: JOB,
      attemptsMax: ATTEMPTS_MAX,
      run: ({ importId }, attempt) => this.workOff(importId, attempt),
    });
  }

  /**
   * Queues an import, or leaves it to a second person where the file holds much principal.
   * @throws Refusal IMPORT_INVALID when the file is none of members
   */
  async start(author: Author, csv: Buffer, dryRun: boolean): Promise<MemberImport> {
    const principalFen = await this.imports.principalOf(membersIn(csv));
    const now = this.clock.now();
    const id = newId(now);
    await inTransaction(this.db, async (tx) => {
      const approvalId = dryRun ? null : await this.askAbout(tx, author, id, principalFen);
      await insertRun(tx, { id, csv, dryRun, approvalId }, now);
      if (approvalId === null) await this.queue(tx, id);
      await this.audit.record(tx, {
        ...{ operator: author, action: 'members.import' },
        ...{ subjectKind: 'member-import', subjectId: id },
        ...{ before: null, after: { dryRun, bytes: csv.length, principalFen, approvalId } },
      });
    });
    return this.show(id);
  }

  /** Whether so much principal in one file is for two people to decide. */
  async needsTwo(principalFen: Fen, db: Pick<Tx, 'query'> = this.db.manager): Promise<boolean> {
    return principalFen > (await this.settings.current(db)).importApproveAboveFen;
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<MemberImport> {
    const { state, report, approvalId, createdAt } = await this.row(id);
    return { id, state, report, approvalId, createdAt: createdAt.toISOString() };
  }

  private async askAbout(
    tx: Tx,
    author: Author,
    subjectId: string,
    principalFen: Fen,
  ): Promise<string | null> {
    if (!(await this.needsTwo(principalFen, tx))) return null;
    const reason = `导入会员，含本金 ¥${formatYuan(principalFen)}`;
    return this.approvals.ask(tx, author, {
      kind: KIND,
      subjectId,
      input: { principalFen },
      reason,
    });
  }

  private queue(tx: Tx, importId: string): Promise<void> {
    return this.jobs.add(tx, JOB, importId, { importId });
  }

  private async workOff(id: string, attempt: number): Promise<void> {
    const { dryRun, report } = await this.row(id);
    const csv = await csvOf(this.db.manager, id);
    if (csv === null) return;
    const until = performance.now() + GO_MS;
    try {
      const order = { file: membersIn(csv), dryRun: dryRun === 1, resumeFrom: report };
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

/** @throws Refusal IMPORT_INVALID when it is no file of members */
export function membersIn(csv: Buffer): ReturnType<typeof readCsv> {
  return readCsv(
    csv,
    MEMBER_COLUMNS_NEEDED.map((column) => MEMBER_COLUMNS[column]),
  );
}
