import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WechatPay } from '../payments/wechat-pay.js';
import { Clock } from '../platform/clock.js';
import { Jobs, RunAgain } from '../platform/jobs.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { dayBefore } from './bill-days.js';
import { replaceBills } from './bill-line.store.js';
import { billTotals } from './bill-totals.js';
import { fetchBills, type Bills } from './fetch-bills.js';
import { ReconcileDay } from './reconcile-day.service.js';
import { daysBy, lockDay, noteDayError, noteFetched } from './reconciliation-day.store.js';

const JOB = 'reconciliation.day';
const ATTEMPTS_MAX = 10;

/** Fetches the bills of a day where they are not here yet, and matches them with the books. */
@Injectable()
export class ReconciliationJobs {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wechat: WechatPay,
    private readonly days: ReconcileDay,
    private readonly jobs: Jobs,
  ) {
    jobs.register<{ day: string; anew?: boolean }>({
      ...{ kind: JOB, attemptsMax: ATTEMPTS_MAX },
      run: ({ day, anew = false }) => this.run(day, anew),
    });
  }

  /** Queues days in the caller's transaction; `anew` fetches their bills once more. */
  add(tx: Tx, days: readonly string[], anew = false): Promise<void> {
    const queued = days.map((day) => ({ dedupe: day, payload: { day, anew } }));
    return this.jobs.addAll(tx, JOB, queued);
  }

  private async run(day: string, anew: boolean): Promise<void> {
    const [known] = await daysBy(this.db.manager, { day }, 1);
    if (!known || known.state === 'closed') return;
    const isNew = anew || known.fetchedAt === null;
    if (isNew) await this.fetch(day);
    await this.days.match(day);
    if (isNew) await this.matchAgain(dayBefore(day));
  }

  /** What was missing from the bill of a day is most often on that of the next. */
  private async matchAgain(day: string): Promise<void> {
    const [known] = await daysBy(this.db.manager, { day }, 1);
    if (known?.state === 'open') await this.days.match(day);
  }

  private async fetch(day: string): Promise<void> {
    const bills = await fetchBills(this.wechat, day).catch(async (error: unknown) => {
      if (!(error instanceof RunAgain)) {
        await inTransaction(this.db, (tx) => noteDayError(tx, day, String(error)));
      }
      throw error;
    });
    await inTransaction(this.db, (tx) => this.keep(tx, day, bills));
  }

  private async keep(tx: Tx, day: string, bills: Bills): Promise<void> {
    const state = await lockDay(tx, day);
    if (state === null || state === 'closed') return;
    await replaceBills(tx, day, bills);
    await noteFetched(tx, day, billTotals(bills), this.clock.now());
  }
}
