import { Inject, Injectable } from '@nestjs/common';
import { daysAfter } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from './clock.js';
import { deleteKeysBefore } from './idempotency.js';
import { deleteArrivalsBefore } from './inbox.js';
import { Sweeps } from './sweeps.js';
import { inTransaction } from './transaction.js';

const EVERY_MS = 3_600_000;
const BATCH = 1_000;
/** A client repeats a write for minutes, at most when the phone is next switched on. */
const KEYS_KEPT_DAYS = 7;
/** WeChat refunds within a year of payment, so nothing of a payment arrives after that. */
const ARRIVALS_KEPT_DAYS = 400;

/** Deletes what tells a repeat from a first, once nothing will repeat it any more. */
@Injectable()
export class ForgetKeysSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every('forget-keys', EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const now = this.clock.now();
    const keysBefore = daysAfter(now, -KEYS_KEPT_DAYS);
    const arrivalsBefore = daysAfter(now, -ARRIVALS_KEPT_DAYS);
    const keys = await inTransaction(this.db, (tx) => deleteKeysBefore(tx, keysBefore, BATCH));
    const arrivals = await inTransaction(this.db, (tx) =>
      deleteArrivalsBefore(tx, arrivalsBefore, BATCH),
    );
    return keys === BATCH || arrivals === BATCH;
  }
}
