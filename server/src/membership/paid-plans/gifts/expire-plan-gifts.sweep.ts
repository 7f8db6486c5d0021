import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { dueSweep } from '../../../platform/due-sweep.js';
import { Sweeps } from '../../../platform/sweeps.js';
import { inTransaction } from '../../../platform/transaction.js';
import { PlanRefunds } from '../refunds/plan-refunds.service.js';
import { giftsOverdue } from './plan-gift.store.js';

const BATCH = 50;
const SWEEP_EVERY_MS = 60_000;

/** Sends the money of gifts back that nobody accepted in time. */
@Injectable()
export class ExpirePlanGiftsSweep {
  private readonly log = new Logger('paid-membership');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly refunds: PlanRefunds,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => giftsOverdue(this.db.manager, this.clock.now(), after, BATCH),
      move: ({ id }) => inTransaction(this.db, (tx) => this.refunds.expireGift(tx, id)),
      failed: ({ id }, error) =>
        this.log.error(`alert: the gift of purchase ${id} could not go back: ${String(error)}`),
    });
    sweeps.every('paid-plans.expire-gifts', SWEEP_EVERY_MS, sweep);
  }
}
