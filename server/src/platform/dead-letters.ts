import { Inject, Injectable } from '@nestjs/common';
import type { Page, QueuedDelivery, QueuedJob, QueueQuery } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { pageOf } from './page.js';
import type { OperatorSession } from './access.js';
import { AuditTrail } from './audit-trail.js';
import { Clock } from './clock.js';
import { Dispatcher } from './dispatcher.js';
import { Jobs } from './jobs.js';
import {
  findDelivery,
  findJob,
  queuedDeliveries,
  queuedJobs,
  reviveDelivery,
  reviveJob,
} from './queue.store.js';
import { Refusal } from './refusal.js';
import { afterCommit, inTransaction, type Tx } from './transaction.js';

/** Jobs and events that gave up: an operator sees why, mends the cause, and has them tried again. */
@Injectable()
export class DeadLetters {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly dispatcher: Dispatcher,
    private readonly audit: AuditTrail,
  ) {}

  async listJobs(query: QueueQuery): Promise<Page<QueuedJob>> {
    return pageOf(await queuedJobs(this.db.manager, query), query.limit);
  }

  async listDeliveries(query: QueueQuery): Promise<Page<QueuedDelivery>> {
    return pageOf(await queuedDeliveries(this.db.manager, query), query.limit);
  }

  /** @throws Refusal NOT_FOUND; CONFLICT when the job has not given up */
  retryJob(operator: OperatorSession, jobId: string): Promise<QueuedJob> {
    return inTransaction(this.db, async (tx) => {
      const before = found(await findJob(tx, jobId));
      if (!(await reviveJob(tx, jobId, this.clock.now()))) throw new Refusal('CONFLICT');
      const after = found(await findJob(tx, jobId));
      await this.record(tx, operator, 'job', before, after);
      afterCommit(tx, () => this.jobs.loop.poke());
      return after;
    });
  }

  /** @throws Refusal NOT_FOUND; CONFLICT when the delivery has not given up */
  retryDelivery(operator: OperatorSession, deliveryId: string): Promise<QueuedDelivery> {
    return inTransaction(this.db, async (tx) => {
      const before = found(await findDelivery(tx, deliveryId));
      if (!(await reviveDelivery(tx, deliveryId, this.clock.now()))) throw new Refusal('CONFLICT');
      const after = found(await findDelivery(tx, deliveryId));
      await this.record(tx, operator, 'delivery', before, after);
      afterCommit(tx, () => this.dispatcher.loop.poke());
      return after;
    });
  }

  private record(
    tx: Tx,
    operator: OperatorSession,
    subjectKind: 'job' | 'delivery',
    before: { id: string },
    after: object,
  ): Promise<void> {
    const action = `${subjectKind}.retry`;
    const subjectId = before.id;
    return this.audit.record(tx, { operator, action, subjectKind, subjectId, before, after });
  }
}

function found<T>(letter: T | null): T {
  if (letter === null) throw new Refusal('NOT_FOUND');
  return letter;
}
