import { Inject, Injectable } from '@nestjs/common';
import { daysAfter } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { deleteAnonymousBefore } from './cart.store.js';

const EVERY_MS = 3_600_000;
const BATCH = 1_000;
/** As the privacy policy promises. */
const UNTOUCHED_FOR_DAYS = 90;

/** Deletes what lies in carts of clients that never logged in and have not been back. */
@Injectable()
export class ForgetCartsSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every('forget-carts', EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const before = daysAfter(this.clock.now(), -UNTOUCHED_FOR_DAYS);
    const forget = (tx: Tx) => deleteAnonymousBefore(tx, before, BATCH);
    return (await inTransaction(this.db, forget)) === BATCH;
  }
}
