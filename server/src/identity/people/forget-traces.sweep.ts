import { Inject, Injectable } from '@nestjs/common';
import { daysAfter } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction } from '../../platform/transaction.js';
import { deleteTracesBefore } from './identifier.store.js';

const EVERY_MS = 3_600_000;
const BATCH = 1_000;
/** As long as what a device told is kept. */
const KEPT_DAYS = 400;

/** Forgets devices on which nobody has logged in for long. */
@Injectable()
export class ForgetTracesSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every('people.forget-traces', EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const before = daysAfter(this.clock.now(), -KEPT_DAYS);
    const forgotten = await inTransaction(this.db, (tx) => deleteTracesBefore(tx, before, BATCH));
    return forgotten === BATCH;
  }
}
