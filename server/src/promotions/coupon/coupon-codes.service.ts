import { Inject, Injectable } from '@nestjs/common';
import type {
  BatchListQuery,
  BatchRequest,
  CodeBatch,
  CouponCode,
  Page,
  PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { Clock } from '../../platform/clock.js';
import { Jobs } from '../../platform/jobs.js';
import { newId } from '../../platform/new-id.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { everyCode, printsCodes } from '../../platform/printed-codes.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { findCampaign } from '../campaigns/campaign.store.js';
import {
  addCodes,
  batchesWhere,
  codesOf,
  findBatch,
  insertBatch,
  lockBatch,
  revokeBatch,
  type BatchRow,
} from './coupon-code.store.js';

const JOB = 'coupon.print';

/** Codes to print: made in bulk by a job, none of them twice, none to be guessed. */
@Injectable()
export class CouponCodes {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
  ) {
    printsCodes({ jobs, db }, { kind: JOB, lock: lockBatch, add: addCodes });
  }

  /** Orders a batch. @throws Refusal CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE where codes do not count */
  async order(operator: OperatorSession, request: BatchRequest): Promise<CodeBatch> {
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    await inTransaction(this.db, async (tx) => {
      const campaign = await findCampaign(tx, request.campaignId);
      if (campaign?.input.kind !== 'coupon') throw new Refusal('CAMPAIGN_NOT_FOUND');
      const { claim } = campaign.input.rule;
      if (claim !== 'code') throw new Refusal('CAMPAIGN_STATE', { claim });
      await insertBatch(tx, { id, ...request, createdAt });
      await this.jobs.add(tx, JOB, id, { batchId: id });
      await this.record(tx, operator, 'coupon-batch.order', id, null, request);
    });
    return this.show(id);
  }

  /** Batches, newest first. */
  async list({ campaignId, cursor, limit }: BatchListQuery): Promise<Page<CodeBatch>> {
    const page = { campaignId, cursor, limit: limit + 1 };
    const found = await batchesWhere(this.db.manager, page);
    return shownPage(pageOf(found, limit), viewOf);
  }

  /** @throws Refusal NOT_FOUND */
  async show(id: string): Promise<CodeBatch> {
    return viewOf(existing(await findBatch(this.db.manager, id)));
  }

  /** A page of a batch's codes with their uses. @throws Refusal NOT_FOUND */
  async codes(id: string, { cursor, limit }: PageQuery): Promise<Page<CouponCode>> {
    existing(await findBatch(this.db.manager, id));
    const found = await codesOf(this.db.manager, id, { cursor, limit: limit + 1 });
    return shownPage(
      pageOf(found, limit, ({ key }) => key),
      ({ key: _key, ...one }) => one,
    );
  }

  /** Every code of a batch as rows of a file; who took them is on record. */
  async export(operator: OperatorSession, id: string): Promise<AsyncIterable<string[]>> {
    const { printed } = await this.show(id);
    await inTransaction(this.db, (tx) =>
      this.record(tx, operator, 'coupon-batch.export', id, null, { codes: printed }),
    );
    return this.rowsOf(id);
  }

  /** None of its codes is good any more; coupons they gave stay. @throws Refusal NOT_FOUND */
  async revoke(operator: OperatorSession, id: string): Promise<CodeBatch> {
    await inTransaction(this.db, async (tx) => {
      const batch = existing(await lockBatch(tx, id));
      if (batch.revokedAt) return;
      const revokedAt = this.clock.now();
      await revokeBatch(tx, id, revokedAt);
      const [before, after] = [viewOf(batch), viewOf({ ...batch, revokedAt })];
      await this.record(tx, operator, 'coupon-batch.revoke', id, before, after);
    });
    return this.show(id);
  }

  private async *rowsOf(batchId: string): AsyncGenerator<string[]> {
    yield ['code', 'uses', 'uses_max'];
    const all = everyCode((page) => codesOf(this.db.manager, batchId, page));
    for await (const { code, uses, usesMax } of all) yield [code, String(uses), String(usesMax)];
  }

  private async record(
    tx: Tx,
    operator: OperatorSession,
    action: string,
    subjectId: string,
    before: unknown,
    after: unknown,
  ): Promise<void> {
    const subject = { subjectKind: 'coupon-batch', subjectId };
    await this.audit.record(tx, { operator, action, ...subject, before, after });
  }
}

function existing(batch: BatchRow | null): BatchRow {
  if (!batch) throw new Refusal('NOT_FOUND');
  return batch;
}

function viewOf({ createdAt, revokedAt, ...batch }: BatchRow): CodeBatch {
  return {
    ...batch,
    revokedAt: revokedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
