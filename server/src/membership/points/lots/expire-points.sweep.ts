import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { lockShopper } from '../../../identity/lock-shopper.js';
import { Clock } from '../../../platform/clock.js';
import { dueSweep, type Due } from '../../../platform/due-sweep.js';
import { Sweeps } from '../../../platform/sweeps.js';
import { inTransaction, rows, type Tx } from '../../../platform/transaction.js';
import { PointAccounts } from './point-accounts.js';
import { lapsedLots, setLotState } from './point-lot.store.js';

const BATCH = 200;
const SWEEP_EVERY_MS = 60_000;

/** Ends lots whose time has passed: all of a shopper's together, in one entry. */
@Injectable()
export class ExpirePointsSweep {
  private readonly log = new Logger('points');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: PointAccounts,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => this.lapsed(after),
      move: ({ shopperId }) => inTransaction(this.db, (tx) => this.expire(tx, shopperId)),
      failed: ({ id }, error) =>
        this.log.error(`alert: points ${id} could not expire: ${String(error)}`),
    });
    sweeps.every('points.expire', SWEEP_EVERY_MS, sweep);
  }

  private lapsed(after: Due): Promise<(Due & { shopperId: string })[]> {
    return rows(
      this.db.manager,
      `SELECT id, shopper_id AS shopperId, expires_at AS dueAt FROM point_lot
       WHERE state = 'active' AND expires_at <= ?
         AND expires_at >= ? AND (expires_at > ? OR id > ?)
       ORDER BY expires_at, id LIMIT ${BATCH}`,
      [this.clock.now(), after.dueAt, after.dueAt, after.id],
    );
  }

  /** A lot is over once, so that its id names the entry. */
  private async expire(tx: Tx, shopperId: string): Promise<void> {
    await lockShopper(tx, shopperId);
    const lots = await lapsedLots(tx, shopperId, this.clock.now());
    const [first] = lots;
    if (!first) return;
    const ids = lots.map(({ lotId }) => lotId);
    await setLotState(tx, ids, 'over');
    const filled = lots.filter(({ points }) => points > 0);
    if (filled.length === 0) return;
    const reference = { kind: 'point-lot', id: first.lotId };
    await this.accounts.expire(tx, { key: first.lotId, shopperId, reference }, filled);
  }
}
