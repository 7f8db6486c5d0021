import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { dueSweep, type Due } from '../../platform/due-sweep.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, rows, type Tx } from '../../platform/transaction.js';
import { CompleteOrder } from './complete-order.service.js';

const BATCH = 50;
const SWEEP_EVERY_MS = 60_000;

/** Completes orders that nobody confirmed in the days the shop allows. */
@Injectable()
export class CompleteOrdersSweep {
  private readonly log = new Logger('orders');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly completing: CompleteOrder,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => this.overdue(after),
      move: ({ id }) => inTransaction(this.db, (tx) => this.completeIfDue(tx, id)),
      failed: ({ id }, error) =>
        this.log.error(`alert: order ${id} could not be completed: ${String(error)}`),
    });
    sweeps.every('orders.complete', SWEEP_EVERY_MS, sweep);
  }

  private overdue(after: Due): Promise<Due[]> {
    return rows<Due>(
      this.db.manager,
      `SELECT id, auto_complete_at AS dueAt FROM orders
       WHERE state = 'shipped' AND auto_complete_at <= ?
         AND auto_complete_at >= ? AND (auto_complete_at > ? OR id > ?)
       ORDER BY auto_complete_at, id LIMIT ${BATCH}`,
      [this.clock.now(), after.dueAt, after.dueAt, after.id],
    );
  }

  /** Looks again under the lock: an after-sale may have postponed it in the same moment. */
  private async completeIfDue(tx: Tx, id: string): Promise<void> {
    const due = await rows(
      tx,
      `SELECT id FROM orders WHERE id = ? AND state = 'shipped' AND auto_complete_at <= ?
       FOR UPDATE`,
      [id, this.clock.now()],
    );
    if (due.length > 0) await this.completing.complete(tx, id);
  }
}
