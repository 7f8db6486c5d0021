import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { dueSweep, type Due } from '../../platform/due-sweep.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, rows, type Tx } from '../../platform/transaction.js';
import { CommissionBooks } from './commission-books.js';
import { FlaggedCommission } from './flagged-commission.js';
import { RecountCommission } from './recount-commission.service.js';

const BATCH = 200;
const SWEEP_EVERY_MS = 60_000;

/** Commission settles once the time for after-sales, and what the rule adds to it, is over. */
@Injectable()
export class SettleCommissionSweep {
  private readonly log = new Logger('promoters');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly books: CommissionBooks,
    private readonly recounting: RecountCommission,
    private readonly flagged: FlaggedCommission,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => this.waiting(after),
      move: ({ id }) => inTransaction(this.db, (tx) => this.settle(tx, id)),
      failed: ({ id }, error) =>
        this.log.error(`alert: commission of ${id} could not be settled: ${String(error)}`),
    });
    sweeps.every('promoters.settle', SWEEP_EVERY_MS, sweep);
  }

  private waiting(after: Due): Promise<Due[]> {
    return rows(
      this.db.manager,
      `SELECT order_id AS id, MIN(settle_at) AS dueAt FROM commission_share
       WHERE state = 'estimated' AND settle_at <= ? AND settle_at >= ?
         AND (settle_at > ? OR order_id > ?)
       GROUP BY order_id ORDER BY dueAt, id LIMIT ${BATCH}`,
      [this.clock.now(), after.dueAt, after.dueAt, after.id],
    );
  }

  /** Counts once more first: a refund may have been told of and not heard yet. */
  private async settle(tx: Tx, orderId: string): Promise<void> {
    if (await this.flagged.freezeIfFlagged(tx, orderId)) return;
    await this.recounting.recount(tx, orderId);
    const now = this.clock.now();
    for (const share of await this.recounting.lock(tx, orderId)) {
      const isDue = share.settleAt !== null && share.settleAt <= now;
      if (share.state !== 'estimated' || !isDue) continue;
      await this.books.move(tx, 'commission-settled', share, 'settled');
    }
  }
}
