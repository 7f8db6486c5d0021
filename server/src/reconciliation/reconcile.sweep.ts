import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { firstBillDay, newBillDays } from './bill-days.js';
import { addDays, daysNotClosed, lastDay } from './reconciliation-day.store.js';
import { ReconciliationJobs } from './reconciliation-jobs.js';

const EVERY_MS = 600_000;

/**
 * Every morning: the bills of the days that are new, and all days that are not worked off once
 * more, because what is late comes with the bill of another day.
 */
@Injectable()
export class ReconcileSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
    private readonly jobs: ReconciliationJobs,
    sweeps: Sweeps,
  ) {
    if (config.WECHAT_BILLS === 'daily') {
      sweeps.every('reconciliation.days', EVERY_MS, () => this.run());
    }
  }

  private async run(): Promise<boolean> {
    await inTransaction(this.db, (tx) => this.begin(tx));
    return false;
  }

  private async begin(tx: Tx): Promise<void> {
    const now = this.clock.now();
    const added = newBillDays(await lastDay(tx), now);
    if (added.length === 0) return;
    await addDays(tx, added);
    // In the order of days: what one of them leaves open, a later one may explain.
    await this.jobs.add(tx, await daysNotClosed(tx, firstBillDay(now)));
  }
}
