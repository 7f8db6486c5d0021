import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction } from '../platform/transaction.js';
import { claimChecks, scheduleCheck, type Payment } from './payment.store.js';
import { Payments } from './payments.service.js';

const BATCH = 20;
const SWEEP_EVERY_MS = 5_000;
const CHECK_AGAIN_MS = 60_000;
const CHECK_AGAIN_MAX_MS = 3_600_000;

/** Finds payments whose notification is overdue and asks WeChat (case 58). */
@Injectable()
export class CheckPaymentsSweep {
  private readonly log = new Logger('payments');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: Payments,
    sweeps: Sweeps,
  ) {
    sweeps.every('payments.check', SWEEP_EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const due = await this.claim();
    for (const payment of due) {
      await this.payments.check(payment.id).catch((error: unknown) => {
        this.log.warn(`payment ${payment.id} could not be checked: ${String(error)}`);
      });
    }
    return due.length === BATCH;
  }

  /** The next look is scheduled before this one: a crash costs a delay, never a payment. */
  private claim(): Promise<Payment[]> {
    const now = this.clock.now();
    return inTransaction(this.db, async (tx) => {
      const due = await claimChecks(tx, now, BATCH);
      for (const payment of due) {
        const waitMs = Math.min(CHECK_AGAIN_MS * 2 ** payment.checks, CHECK_AGAIN_MAX_MS);
        await scheduleCheck(tx, payment.id, new Date(now.getTime() + waitMs));
      }
      return due;
    });
  }
}
