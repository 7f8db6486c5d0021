import { Inject, Injectable } from '@nestjs/common';
import { grouped } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { Outbox } from '../../../platform/outbox.js';
import { Sweeps } from '../../../platform/sweeps.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import '../points.events.js';
import { expiringAt, forgetReminders, lotsToRemind } from './point-lot.store.js';

const BATCH = 500;
const SWEEP_EVERY_MS = 60_000;

/** Announces points that lapse soon; what is spent by then is let go. */
@Injectable()
export class RemindOfPointsSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    sweeps: Sweeps,
  ) {
    sweeps.every('points.remind', SWEEP_EVERY_MS, () =>
      inTransaction(this.db, (tx) => this.remindSome(tx)),
    );
  }

  /** Whatever of a shopper lapses in the same moment is told of together, and once. */
  private async remindSome(tx: Tx): Promise<boolean> {
    const due = await lotsToRemind(tx, this.clock.now(), BATCH);
    if (due.length === 0) return false;
    await forgetReminders(
      tx,
      due.map(({ id }) => id),
    );
    const filled = due.filter(({ points }) => points > 0);
    const keyOf = ({ shopperId, expiresAt }: (typeof due)[number]) =>
      `${shopperId} ${expiresAt.toISOString()}`;
    for (const [first] of grouped(filled, keyOf).values()) {
      if (!first) continue;
      const { shopperId, expiresAt } = first;
      const points = await expiringAt(tx, shopperId, expiresAt);
      const at = expiresAt.toISOString();
      await this.outbox.add(tx, 'points.expiring', { shopperId, points, at });
    }
    return due.length === BATCH;
  }
}
