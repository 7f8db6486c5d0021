import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { dueSweep } from '../platform/due-sweep.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { compiled } from './rule-sql.js';
import { replaceMembers } from './segment-member.store.js';
import { dueSegments, lockSegment, noteRefreshed } from './segment.store.js';

const EVERY_MS = 60_000;
const PAGE = 20;
/** A rule is asked anew each hour. */
const FRESH_MS = 3_600_000;

/** Asks the rules of segments anew when they are due. */
@Injectable()
export class RefreshSegments {
  private readonly log = new Logger('segments');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every(
      'segments.refresh',
      EVERY_MS,
      dueSweep({
        pageSize: PAGE,
        page: (after) => dueSegments(db.manager, clock.now(), after, PAGE),
        move: ({ id }) => inTransaction(this.db, (tx) => this.refreshIn(tx, id)),
        failed: ({ id }, error) => this.log.error(`segment ${id} not refreshed: ${String(error)}`),
      }),
    );
  }

  /** One that is gone, that holds a list or was asked meanwhile has nothing to ask. */
  async refreshIn(tx: Tx, id: string): Promise<void> {
    const segment = await lockSegment(tx, id);
    const now = this.clock.now();
    const isDue = segment?.dueAt && segment.dueAt <= now;
    if (!isDue || segment.input.kind !== 'rule') return;
    const run = segment.run + 1;
    await replaceMembers(tx, { id, run }, compiled(segment.input.rule, now), now);
    const dueAt = new Date(now.getTime() + FRESH_MS);
    await noteRefreshed(tx, { id, run }, { refreshedAt: now, dueAt });
  }
}
