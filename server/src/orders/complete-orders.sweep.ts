import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, rows } from '../platform/transaction.js';
import { CompleteOrder } from './complete-order.service.js';

const BATCH = 50;
const SWEEP_EVERY_MS = 60_000;

/** Completes orders that nobody confirmed in the days the shop allows. */
@Injectable()
export class CompleteOrdersSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly completing: CompleteOrder,
    sweeps: Sweeps,
  ) {
    sweeps.every('orders.complete', SWEEP_EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const due = await rows<{ id: string }>(
        tx,
        `SELECT id FROM orders WHERE state = 'shipped' AND auto_complete_at <= ?
         ORDER BY auto_complete_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
        [this.clock.now()],
      );
      for (const { id } of due) await this.completing.complete(tx, id);
      return due.length === BATCH;
    });
  }
}
