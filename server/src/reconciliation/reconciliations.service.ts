import { Inject, Injectable } from '@nestjs/common';
import {
  type DifferenceExportQuery,
  type DifferenceListQuery,
  type Page,
  type ReconciliationDay,
  type ReconciliationDayListQuery,
  type ReconciliationDifference,
  type SettleDifference,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../platform/access.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { Clock } from '../platform/clock.js';
import { pageOf } from '../platform/page.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { firstBillDay, lastBillDay } from './bill-days.js';
import {
  countOpen,
  differencesBy,
  lockDifference,
  moveDifference,
  type KeptDifference,
} from './difference.store.js';
import { addDays, daysBy, lockDay, moveDay } from './reconciliation-day.store.js';
import { ReconciliationJobs } from './reconciliation-jobs.js';

const EXPORT_PAGE = 1_000;

/** Reconciliation in an operator's hands: days asked for, differences seen and worked off. */
@Injectable()
export class Reconciliations {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly jobs: ReconciliationJobs,
    private readonly audit: AuditTrail,
  ) {}

  /** The newest day first. */
  async days({
    state,
    cursor,
    limit,
  }: ReconciliationDayListQuery): Promise<Page<ReconciliationDay>> {
    const found = await daysBy(this.db.manager, { state, cursor }, limit + 1);
    return pageOf(found, limit, ({ day }) => day);
  }

  /** @throws Refusal NOT_FOUND */
  async day(day: string): Promise<ReconciliationDay> {
    const [found] = await daysBy(this.db.manager, { day }, 1);
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /**
   * Queues a day: its bills are fetched, once more where they are here, and matched.
   * @throws Refusal BILL_UNAVAILABLE before ten the next morning and after three months;
   *   RECONCILIATION_STATE once it is closed
   */
  async request(operator: OperatorSession, day: string): Promise<ReconciliationDay> {
    const now = this.clock.now();
    if (day < firstBillDay(now) || day > lastBillDay(now)) throw new Refusal('BILL_UNAVAILABLE');
    await inTransaction(this.db, async (tx) => {
      await addDays(tx, [day]);
      const state = await lockDay(tx, day);
      if (state === 'closed') throw new Refusal('RECONCILIATION_STATE', { state });
      await this.jobs.add(tx, [day], true);
      await this.audit.record(tx, {
        ...{ operator, action: 'reconciliation.request' },
        ...{ subjectKind: 'reconciliation-day', subjectId: day, before: null, after: { day } },
      });
    });
    return this.day(day);
  }

  /** The newest first. */
  async differences(query: DifferenceListQuery): Promise<Page<ReconciliationDifference>> {
    const { limit, ...filter } = query;
    const found = await differencesBy(this.db.manager, filter, limit + 1);
    return pageOf(found, limit);
  }

  /** All that fit, the newest first, read a page at a time. */
  async *allDifferences(query: DifferenceExportQuery): AsyncGenerator<ReconciliationDifference> {
    let cursor: string | undefined;
    do {
      const page = await differencesBy(this.db.manager, { ...query, cursor }, EXPORT_PAGE);
      yield* page;
      cursor = page.length === EXPORT_PAGE ? page.at(-1)?.id : undefined;
    } while (cursor !== undefined);
  }

  /**
   * Records what a person found out. The last one of a day closes it.
   * @throws Refusal NOT_FOUND; RECONCILIATION_STATE unless it is open
   */
  settle(
    operator: OperatorSession,
    id: string,
    { resolution, note }: SettleDifference,
  ): Promise<ReconciliationDifference> {
    return this.move(operator, id, 'settled', { resolution, note, settledBy: operator.name });
  }

  /**
   * Takes back that one was settled; its day is open again.
   * @throws Refusal NOT_FOUND; RECONCILIATION_STATE unless it is settled
   */
  reopen(operator: OperatorSession, id: string, note: string): Promise<ReconciliationDifference> {
    return this.move(operator, id, 'open', { note });
  }

  private async move(
    operator: OperatorSession,
    id: string,
    next: 'open' | 'settled',
    how: SettledBy | { note: string },
  ): Promise<ReconciliationDifference> {
    await inTransaction(this.db, async (tx) => {
      const before = await this.lock(tx, id);
      if (before.state === next) throw new Refusal('RECONCILIATION_STATE', { state: before.state });
      await moveDifference(tx, before, next, how, this.clock.now());
      await this.moveDay(tx, before.day);
      const resolution = 'resolution' in how ? how.resolution : null;
      await this.audit.record(tx, {
        ...{ operator, action: `reconciliation.${next === 'open' ? 'reopen' : 'settle'}` },
        ...{ subjectKind: 'difference', subjectId: id },
        before: { state: before.state, resolution: before.resolution, note: before.note },
        after: { state: next, resolution, note: how.note },
      });
    });
    const [moved] = await differencesBy(this.db.manager, { id }, 1);
    if (!moved) throw new Refusal('NOT_FOUND');
    return moved;
  }

  /** The day before its differences, as matching locks them. */
  private async lock(tx: Tx, id: string): Promise<KeptDifference> {
    const [found] = await differencesBy(tx, { id }, 1);
    if (!found) throw new Refusal('NOT_FOUND');
    await lockDay(tx, found.day);
    const locked = await lockDifference(tx, id);
    if (!locked) throw new Refusal('NOT_FOUND');
    return locked;
  }

  private async moveDay(tx: Tx, day: string): Promise<void> {
    const from = await lockDay(tx, day);
    if (from === null) return;
    const to = (await countOpen(tx, day)) === 0 ? 'closed' : 'open';
    if (from !== to) await moveDay(tx, { day, from }, to, this.clock.now());
  }
}

type SettledBy = Pick<SettleDifference, 'resolution' | 'note'> & { settledBy: string };
