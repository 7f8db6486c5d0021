import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { dueSweep } from '../../platform/due-sweep.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction } from '../../platform/transaction.js';
import { undecidedVisits } from '../visits/visit.store.js';
import { Attributions } from './attributions.service.js';

const BATCH = 200;
const EVERY_MS = 2_000;

/** Decides what shoppers who are logged in opened, a moment after they did. */
@Injectable()
export class DecideVisitsSweep {
  private readonly log = new Logger('referrals');

  constructor(@Inject(DataSource) db: DataSource, attributions: Attributions, sweeps: Sweeps) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => undecidedVisits(db.manager, after, BATCH),
      move: ({ shopperId }) => inTransaction(db, (tx) => attributions.decide(tx, shopperId)),
      failed: ({ id }, error) =>
        this.log.error(`alert: visit ${id} could not be decided: ${String(error)}`),
    });
    sweeps.every('referrals.decide-visits', EVERY_MS, sweep);
  }
}
