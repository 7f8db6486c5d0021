import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { dueSweep, type Due } from '../../platform/due-sweep.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, rows } from '../../platform/transaction.js';
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
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => this.overdue(after),
      move: ({ id }) => inTransaction(this.db, (tx) => this.closing.expire(tx, id)),
      failed: ({ id }, error) =>
        this.log.error(`alert: order ${id} could not be closed: ${String(error)}`),
    });
    sweeps.every('orders.expire', SWEEP_EVERY_MS, sweep);
  }

  private overdue(after: Due): Promise<Due[]> {
    return rows<Due>(
      this.db.manager,
      `SELECT id, pay_by AS dueAt FROM orders
       WHERE state = 'awaiting-payment' AND pay_by <= ? AND close_reason IS NULL
         AND pay_by >= ? AND (pay_by > ? OR id > ?)
       ORDER BY pay_by, id LIMIT ${BATCH}`,
      [this.clock.now(), after.dueAt, after.dueAt, after.id],
    );
  }
}
