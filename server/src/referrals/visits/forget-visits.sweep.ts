import { Inject, Injectable } from '@nestjs/common';
import { daysAfter } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { deleteAnonymousBefore } from './visit.store.js';

const EVERY_MS = 3_600_000;
const BATCH = 1_000;
/** No rule looks further back. */
const KEPT_DAYS = 365;

/** Forgets visits of devices on which nobody ever logged in. */
@Injectable()
export class ForgetVisitsSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every('referrals.forget-visits', EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const before = daysAfter(this.clock.now(), -KEPT_DAYS);
    const forget = (tx: Tx) => deleteAnonymousBefore(tx, before, BATCH);
    return (await inTransaction(this.db, forget)) === BATCH;
  }
}
