import { Inject, Injectable } from '@nestjs/common';
import { daysAfter } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction } from '../platform/transaction.js';
import { deleteTrackedBefore } from './tracked-event.store.js';

const EVERY_MS = 60_000;
const BATCH = 5_000;
/** A year to compare with, and a month more. */
const KEPT_DAYS = 400;

/** Forgets what is too old to be asked about. */
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
    const before = daysAfter(this.clock.now(), -KEPT_DAYS);
    const forgotten = await inTransaction(this.db, (tx) => deleteTrackedBefore(tx, before, BATCH));
    return forgotten === BATCH;
  }
}
