import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, rows } from '../platform/transaction.js';
import { CloseOrder } from './close-order.service.js';

const BATCH = 50;
const SWEEP_EVERY_MS = 2_000;

/** Begins to close orders whose pay deadline has passed. */
@Injectable()
export class ExpireOrdersSweep {
  private readonly log = new Logger('orders');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly closing: CloseOrder,
    sweeps: Sweeps,
  ) {
    sweeps.every('orders.expire', SWEEP_EVERY_MS, () => this.run());
  }

  /** One that cannot be closed does not hold up the others. */
  private async run(): Promise<boolean> {
    const due = await rows<{ id: string }>(
      this.db.manager,
      `SELECT id FROM orders
       WHERE state = 'awaiting-payment' AND pay_by <= ? AND close_reason IS NULL
       ORDER BY pay_by LIMIT ${BATCH}`,
      [this.clock.now()],
    );
    let begun = 0;
    for (const { id } of due) {
      try {
        await inTransaction(this.db, (tx) => this.closing.expire(tx, id));
        begun += 1;
      } catch (error) {
        this.log.error(`alert: order ${id} could not be closed: ${String(error)}`);
      }
    }
    return begun === BATCH;
  }
}
