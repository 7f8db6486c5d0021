import { Inject, Injectable } from '@nestjs/common';
import { beijingDay, beijingDayStart, daysAfter } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { forgetDaysBefore } from './packs/tracked-day.store.js';
import { deleteTrackedBefore } from './tracked-event.store.js';

const EVERY_MS = 60_000;
const BATCH = 5_000;
/** A year to compare with, and a month more. */
const KEPT_DAYS = 400;

/** Forgets whole Beijing days that are too old to be asked about, and what was made of them. */
@Injectable()
export class ForgetTrackedSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every('tracking.forget', EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const firstKept = beijingDay(daysAfter(this.clock.now(), -KEPT_DAYS));
    const forgotten = await inTransaction(this.db, (tx) => this.forget(tx, firstKept));
    return forgotten === BATCH;
  }

  private async forget(tx: Tx, firstKept: string): Promise<number> {
    await forgetDaysBefore(tx, firstKept);
    return deleteTrackedBefore(tx, beijingDayStart(firstKept), BATCH);
  }
}
