import { Inject, Injectable } from '@nestjs/common';
import type { PaidReminder } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { Outbox } from '../../../platform/outbox.js';
import { Sweeps } from '../../../platform/sweeps.js';
import { inTransaction } from '../../../platform/transaction.js';
import './paid-membership.events.js';
import { setReminder, takeReminders } from './paid-reminder.store.js';

const BATCH = 200;
const SWEEP_EVERY_MS = 60_000;

/** Tells those who asked for it that their paid membership ends; nobody else, and each once. */
@Injectable()
export class PaidReminders {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    sweeps: Sweeps,
  ) {
    sweeps.every('paid-plans.remind-of-end', SWEEP_EVERY_MS, () => this.remind());
  }

  /** Asks to be told, or not to be; safe to repeat. */
  async want(shopperId: string, { wanted }: PaidReminder): Promise<PaidReminder> {
    await inTransaction(this.db, (tx) => setReminder(tx, shopperId, wanted, this.clock.now()));
    return { wanted };
  }

  private remind(): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const due = await takeReminders(tx, this.clock.now(), BATCH);
      for (const { shopperId, planName, endsAt } of due.filter(({ isWanted }) => isWanted === 1)) {
        const until = endsAt.toISOString();
        await this.outbox.add(tx, 'paid-membership.ends-soon', { shopperId, planName, until });
      }
      return due.length === BATCH;
    });
  }
}
