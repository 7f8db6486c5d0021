import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { lockShopper } from '../../../identity/lock-shopper.js';
import { Clock } from '../../../platform/clock.js';
import { dueSweep } from '../../../platform/due-sweep.js';
import { Sweeps } from '../../../platform/sweeps.js';
import { inTransaction } from '../../../platform/transaction.js';
import { findTerm, termsDueCoupons, type DueTerm } from './paid-term.store.js';
import { TermCoupons } from './term-coupons.js';

const BATCH = 100;
const SWEEP_EVERY_MS = 60_000;

/** Gives members the coupons of their paid month; a month that was missed comes late. */
@Injectable()
export class TermCouponsSweep {
  private readonly log = new Logger('paid-membership');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly coupons: TermCoupons,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep<DueTerm>({
      pageSize: BATCH,
      page: (after) => termsDueCoupons(this.db.manager, this.clock.now(), after, BATCH),
      move: (due) => this.give(due),
      failed: ({ id }, error) =>
        this.log.error(`alert: term ${id} could not give its coupons: ${String(error)}`),
    });
    sweeps.every('paid-plans.term-coupons', SWEEP_EVERY_MS, sweep);
  }

  private give({ id, shopperId }: DueTerm): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      await lockShopper(tx, shopperId);
      const term = await findTerm(tx, ['term.id = ?', id]);
      if (term) await this.coupons.give(tx, term, this.clock.now());
    });
  }
}
