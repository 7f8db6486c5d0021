import { Inject, Injectable } from '@nestjs/common';
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
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly closing: CloseOrder,
    sweeps: Sweeps,
  ) {
    sweeps.every('orders.expire', SWEEP_EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const due = await rows<{ id: string }>(
        tx,
        `SELECT id FROM orders
         WHERE state = 'awaiting-payment' AND pay_by <= ? AND close_reason IS NULL
         ORDER BY pay_by LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
        [this.clock.now()],
      );
      for (const { id } of due) await this.closing.begin(tx, id, 'expired');
      return due.length === BATCH;
    });
  }
}
