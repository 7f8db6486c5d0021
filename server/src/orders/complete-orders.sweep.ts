import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, rows, type Tx } from '../platform/transaction.js';
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
    sweeps.every('orders.complete', SWEEP_EVERY_MS, () => this.run());
  }

  /** One that cannot be completed does not hold up the others. */
  private async run(): Promise<boolean> {
    const due = await rows<{ id: string }>(
      this.db.manager,
      `SELECT id FROM orders WHERE state = 'shipped' AND auto_complete_at <= ?
       ORDER BY auto_complete_at LIMIT ${BATCH}`,
      [this.clock.now()],
    );
    let completed = 0;
    for (const { id } of due) {
      try {
        await inTransaction(this.db, (tx) => this.completeIfDue(tx, id));
        completed += 1;
      } catch (error) {
        this.log.error(`alert: order ${id} could not be completed: ${String(error)}`);
      }
    }
    return completed === BATCH;
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
