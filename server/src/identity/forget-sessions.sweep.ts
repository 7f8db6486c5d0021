import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { deletePairsBefore } from './session.store.js';

const EVERY_MS = 3_600_000;
const BATCH = 1_000;

/** Deletes tokens that can be neither used nor refreshed any more. */
@Injectable()
export class ForgetSessionsSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every('forget-sessions', EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const forget = (tx: Tx) => deletePairsBefore(tx, this.clock.now(), BATCH);
    return (await inTransaction(this.db, forget)) === BATCH;
  }
}
