import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { deleteExportsBefore } from './personal-export.store.js';

const EVERY_MS = 600_000;
const BATCH = 20;

/** Deletes files of personal data whose time is over. */
@Injectable()
export class ForgetExportsSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every('forget-exports', EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const forget = (tx: Tx) => deleteExportsBefore(tx, this.clock.now(), BATCH);
    return (await inTransaction(this.db, forget)) === BATCH;
  }
}
