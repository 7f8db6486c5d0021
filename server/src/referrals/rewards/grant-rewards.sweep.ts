import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { dueSweep } from '../../platform/due-sweep.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction } from '../../platform/transaction.js';
import { GrantReward } from './grant-reward.service.js';
import { dueRewards } from './reward.store.js';

const BATCH = 200;
const EVERY_MS = 10_000;

/** Gives rewards once nothing can undo what they are for. */
@Injectable()
export class GrantRewardsSweep {
  private readonly log = new Logger('referrals');

  constructor(
    @Inject(DataSource) db: DataSource,
    clock: Clock,
    granting: GrantReward,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => dueRewards(db.manager, { now: clock.now(), after, limit: BATCH }),
      move: (due) => inTransaction(db, (tx) => granting.grant(tx, due)),
      failed: ({ id }, error) =>
        this.log.error(`alert: reward ${id} could not be given: ${String(error)}`),
    });
    sweeps.every('referrals.grant-rewards', EVERY_MS, sweep);
  }
}
