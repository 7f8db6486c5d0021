import { Inject, Injectable } from '@nestjs/common';
import { beijingDay, daysAfter, replenishmentDays } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { productGaps, replaceDue, replaceIntervals, takeDay } from './repurchase-due.store.js';

const EVERY_MS = 10 * 60_000;
/** Whoever was due longer ago has found another shop. */
const OVERDUE_DAYS_MAX = 365;

/** Makes the lists of who is due to buy what again anew, once a Beijing day. */
@Injectable()
export class RepurchaseDueSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every('analytics.repurchase-due', EVERY_MS, () => this.run());
  }

  private run(): Promise<boolean> {
    const now = this.clock.now();
    return inTransaction(this.db, async (tx) => {
      if (await takeDay(tx, beijingDay(now))) await this.rebuild(tx, now);
      return false;
    });
  }

  private async rebuild(tx: Tx, now: Date): Promise<void> {
    const intervals = new Map<string, number>();
    for (const [productId, gaps] of await productGaps(tx)) {
      const days = replenishmentDays(gaps);
      if (days !== null) intervals.set(productId, days);
    }
    await replaceIntervals(tx, intervals);
    await replaceDue(tx, beijingDay(daysAfter(now, -OVERDUE_DAYS_MAX)));
  }
}
