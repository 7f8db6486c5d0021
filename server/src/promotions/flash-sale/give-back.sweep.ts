import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { dueSweep } from '../../platform/due-sweep.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction } from '../../platform/transaction.js';
import { ActivityStock } from './activity-stock.js';
import { overWithUnits } from './activity-stock.store.js';

const PAGE = 20;
const SWEEP_EVERY_MS = 5_000;

/** Gives the ordinary stock what a campaign that is over has left, or gets back later. */
@Injectable()
export class GiveBackSweep {
  private readonly log = new Logger('flash-sale');

  constructor(
    @Inject(DataSource) db: DataSource,
    clock: Clock,
    stock: ActivityStock,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: PAGE,
      page: (after) => overWithUnits(db.manager, after, clock.now(), PAGE),
      move: ({ id }) => inTransaction(db, (tx) => stock.giveBack(tx, id)),
      failed: ({ id }, error) =>
        this.log.error(`alert: campaign ${id} could not give its stock back: ${String(error)}`),
    });
    sweeps.every('flash-sale.give-back', SWEEP_EVERY_MS, sweep);
  }
}
