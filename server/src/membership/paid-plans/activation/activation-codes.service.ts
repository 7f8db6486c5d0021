import { Inject, Injectable } from '@nestjs/common';
import {
  activationState,
  printedCode,
  type ActivationBatch,
  type ActivationBatchListQuery,
  type ActivationBatchRequest,
  type ActivationCodeView,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../../platform/access.js';
import { AuditTrail } from '../../../platform/audit-trail.js';
import { Clock } from '../../../platform/clock.js';
import { Jobs } from '../../../platform/jobs.js';
import { newId } from '../../../platform/new-id.js';
import { pageOf, shownPage } from '../../../platform/page.js';
import { everyCode, printsCodes } from '../../../platform/printed-codes.js';
import { Refusal } from '../../../platform/refusal.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import { findPlan } from '../plans/paid-plan.store.js';
import {
  activationBatchesWhere,
  activationCodesOf,
  addActivationCodes,
  insertActivationBatch,
  lockActivationBatch,
  revokeActivationBatch,
  type ActivationBatchRow,
  type ActivationCodeRow,
} from './activation-code.store.js';

const JOB = 'activation.print';

/** Batches of activation codes, as operators order, print and revoke them. */
@Injectable()
export class ActivationCodes {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
  ) {
    printsCodes({ jobs, db }, { kind: JOB, lock: lockActivationBatch, add: addActivationCodes });
  }

  /**
   * Orders a batch of the plan as it is now, on sale or not.
   * @throws Refusal NOT_FOUND, PLAN_TRIAL_NOT_GIVEN: a trial is had once a person
   */
  async order(
    operator: OperatorSession,
    request: ActivationBatchRequest,
  ): Promise<ActivationBatch> {
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    await inTransaction(this.db, async (tx) => {
      const plan = await findPlan(tx, request.planId);
      if (!plan) throw new Refusal('NOT_FOUND');
      if (plan.plan.period === 'trial') throw new Refusal('PLAN_TRIAL_NOT_GIVEN');
      const validUntil = new Date(request.validUntil);
      const batch = { ...request, id, planVersion: plan.version, validUntil, createdAt };
      await insertActivationBatch(tx, batch);
      await this.jobs.add(tx, JOB, id, { batchId: id });
      await this.record(tx, operator, { action: 'order', id, before: null, after: request });
    });
    return this.show(id);
  }

  /** Batches, newest first. */
  async list(query: ActivationBatchListQuery): Promise<Page<ActivationBatch>> {
    const { planId, cursor, limit } = query;
    const found = await activationBatchesWhere(
      this.db.manager,
      [
        ['batch.plan_id = ?', planId],
        ['batch.id < ?', cursor],
      ],
      limit + 1,
    );
    return shownPage(pageOf(found, limit), viewOf);
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<ActivationBatch> {
    const [found] = await activationBatchesWhere(this.db.manager, [['batch.id = ?', id]], 1);
    return viewOf(existing(found));
  }

  /** A page of a batch's codes, and who used each. @throws Refusal NOT_FOUND */
  async codes(id: string, { cursor, limit }: PageQuery): Promise<Page<ActivationCodeView>> {
    await this.show(id);
    const found = await activationCodesOf(this.db.manager, id, { cursor, limit: limit + 1 });
    const now = this.clock.now();
    const page = pageOf(found, limit, ({ code }) => code);
    return shownPage(page, (one) => codeView(one, now));
  }

  /** Every code of a batch as rows of a file; who took them is on record. */
  async export(operator: OperatorSession, id: string): Promise<AsyncIterable<string[]>> {
    const after = { codes: (await this.show(id)).printed };
    await inTransaction(this.db, (tx) =>
      this.record(tx, operator, { action: 'export', id, before: null, after }),
    );
    return this.rowsOf(id);
  }

  /** What is unused of it is worthless; terms that it began run on. @throws Refusal NOT_FOUND */
  async revoke(operator: OperatorSession, id: string): Promise<ActivationBatch> {
    await inTransaction(this.db, async (tx) => {
      const batch = existing(await lockActivationBatch(tx, id));
      if (batch.revokedAt) return;
      const revokedAt = this.clock.now();
      await revokeActivationBatch(tx, id, revokedAt);
      const [before, after] = [viewOf(batch), viewOf({ ...batch, revokedAt })];
      await this.record(tx, operator, { action: 'revoke', id, before, after });
    });
    return this.show(id);
  }

  private async *rowsOf(batchId: string): AsyncGenerator<string[]> {
    yield ['code', 'state', 'used_at'];
    const all = everyCode(async (page) => {
      const found = await activationCodesOf(this.db.manager, batchId, page);
      return found.map((one) => ({ ...one, key: one.code }));
    });
    for await (const one of all) {
      const { code, state, usedAt } = codeView(one, this.clock.now());
      yield [code, state, usedAt ?? ''];
    }
  }

  private async record(
    tx: Tx,
    operator: OperatorSession,
    { action, id, before, after }: { action: string; id: string; before: unknown; after: unknown },
  ): Promise<void> {
    const subject = { subjectKind: 'activation-batch', subjectId: id };
    const named = `activation-batch.${action}`;
    await this.audit.record(tx, { operator, action: named, ...subject, before, after });
  }
}

function existing(batch: ActivationBatchRow | null | undefined): ActivationBatchRow {
  if (!batch) throw new Refusal('NOT_FOUND');
  return batch;
}

function viewOf({ validUntil, createdAt, revokedAt, ...batch }: ActivationBatchRow) {
  return {
    ...batch,
    validUntil: validUntil.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

function codeView(code: ActivationCodeRow, now: Date): ActivationCodeView {
  const { usedAt, shopperId } = code;
  const state = activationState(code, now);
  return {
    ...{ code: printedCode(code.code), state, shopperId },
    usedAt: usedAt?.toISOString() ?? null,
  };
}
