import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction } from '../../platform/transaction.js';
import { claimTransferChecks, scheduleTransferCheck, type Transfer } from './transfer.store.js';
import { TransferJobs } from './transfer-jobs.js';

const BATCH = 20;
const SWEEP_EVERY_MS = 30_000;
const CHECK_AGAIN_MS = 300_000;
const CHECK_AGAIN_MAX_MS = 3_600_000;

/** Asks WeChat about open transfers: of one that nobody confirms, it says so after a day. */
@Injectable()
export class CheckTransfersSweep {
  private readonly log = new Logger('transfers');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly transfers: TransferJobs,
    sweeps: Sweeps,
  ) {
    sweeps.every('transfers.check', SWEEP_EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const due = await this.claim();
    for (const { id } of due) {
      await this.transfers.check(id).catch((error: unknown) => {
        this.log.warn(`transfer ${id} could not be checked: ${String(error)}`);
      });
    }
    return due.length === BATCH;
  }

  private claim(): Promise<Transfer[]> {
    const now = this.clock.now();
    return inTransaction(this.db, async (tx) => {
      const due = await claimTransferChecks(tx, now, BATCH);
      for (const transfer of due) {
        await scheduleTransferCheck(tx, transfer.id, nextCheckAt(transfer, now));
      }
      return due;
    });
  }
}

/** Less and less often, but at once when the day to confirm is over. */
function nextCheckAt({ checks, confirmUntil }: Transfer, now: Date): Date {
  const waitMs = Math.min(CHECK_AGAIN_MS * 2 ** checks, CHECK_AGAIN_MAX_MS);
  const again = new Date(now.getTime() + waitMs);
  return confirmUntil && confirmUntil > now && confirmUntil < again ? confirmUntil : again;
}
