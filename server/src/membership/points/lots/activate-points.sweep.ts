import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { lockShopper } from '../../../identity/lock-shopper.js';
import { Clock } from '../../../platform/clock.js';
import { dueSweep, type Due } from '../../../platform/due-sweep.js';
import { Sweeps } from '../../../platform/sweeps.js';
import { inTransaction, rows, type Tx } from '../../../platform/transaction.js';
import { PointAccounts } from './point-accounts.js';
import { findLot, setLotState } from './point-lot.store.js';

const BATCH = 200;
const SWEEP_EVERY_MS = 60_000;

/** Pending points become active once the time for after-sales is over. */
@Injectable()
export class ActivatePointsSweep {
  private readonly log = new Logger('points');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: PointAccounts,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => this.waiting(after),
      move: ({ id, shopperId }) => inTransaction(this.db, (tx) => this.activate(tx, shopperId, id)),
      failed: ({ id }, error) =>
        this.log.error(`alert: points ${id} could not become active: ${String(error)}`),
    });
    sweeps.every('points.activate', SWEEP_EVERY_MS, sweep);
  }

  private waiting(after: Due): Promise<(Due & { shopperId: string })[]> {
    return rows(
      this.db.manager,
      `SELECT id, shopper_id AS shopperId, active_at AS dueAt FROM point_lot
       WHERE state = 'pending' AND active_at <= ?
         AND active_at >= ? AND (active_at > ? OR id > ?)
       ORDER BY active_at, id LIMIT ${BATCH}`,
      [this.clock.now(), after.dueAt, after.dueAt, after.id],
    );
  }

  /** Looks again under the lock: another instance may have been faster. */
  private async activate(tx: Tx, shopperId: string, id: string): Promise<void> {
    await lockShopper(tx, shopperId);
    const lot = await findLot(tx, id);
    if (lot?.state !== 'pending') return;
    await setLotState(tx, [id], 'active');
    if (lot.points === 0) return;
    const reference = { kind: 'point-lot', id };
    const entry = { kind: 'points-activated' as const, key: id, shopperId, reference };
    await this.accounts.credit(tx, entry, { from: 'points.pending', parts: [lot] });
  }
}
