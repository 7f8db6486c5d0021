import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock.js';
import { dueSweep, type Due } from '../../../platform/due-sweep.js';
import { Sweeps } from '../../../platform/sweeps.js';
import { inTransaction, rows } from '../../../platform/transaction.js';
import { PlanPurchases } from './plan-purchases.service.js';

const BATCH = 50;
const SWEEP_EVERY_MS = 5_000;

/** Begins to close purchases whose pay deadline has passed; what closes is looked at again. */
@Injectable()
export class ExpirePlanPurchasesSweep {
  private readonly log = new Logger('paid-membership');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly purchases: PlanPurchases,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => this.overdue(after),
      move: ({ id }) => inTransaction(this.db, (tx) => this.purchases.expire(tx, id)),
      failed: ({ id }, error) =>
        this.log.error(`alert: purchase ${id} could not be closed: ${String(error)}`),
    });
    sweeps.every('paid-plans.expire-purchases', SWEEP_EVERY_MS, sweep);
  }

  private overdue(after: Due): Promise<Due[]> {
    return rows<Due>(
      this.db.manager,
      `SELECT id, pay_by AS dueAt FROM plan_purchase
       WHERE state = 'awaiting-payment' AND pay_by <= ?
         AND pay_by >= ? AND (pay_by > ? OR id > ?)
       ORDER BY pay_by, id LIMIT ${BATCH}`,
      [this.clock.now(), after.dueAt, after.dueAt, after.id],
    );
  }
}
