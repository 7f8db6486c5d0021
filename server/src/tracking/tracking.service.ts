import { Inject, Injectable } from '@nestjs/common';
import {
  beijingDay,
  judgeBatch,
  momentsOf,
  type TrackedAnswer,
  type TrackedBatch,
  type TrackedCounts,
  type TrackedCountsQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Batching } from '../platform/batching.js';
import { Clock } from '../platform/clock.js';
import { writeAlone } from '../platform/transaction.js';
import { OpenDays } from './packs/open-days.js';
import { countTracked, insertTracked, type NewTrackedEvent } from './tracked-event.store.js';

/** Phones whose batches are written together: fifty events of each make a statement of some 1 MB. */
const LIMITS = { batchMax: 64, waitingMax: 2_000 };

/** Takes in what phones tell of. Batches that arrive together are written by one statement. */
@Injectable()
export class Tracking {
  private readonly batches = new Batching<NewTrackedEvent[], null>(
    (together) => this.write(together),
    LIMITS,
  );

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly openDays: OpenDays,
  ) {}

  /**
   * Keeps a batch: once it is answered, no crash loses it. Safe to repeat. Those that are not kept
   * are named, and it does not help to send them again. @throws Refusal UNAVAILABLE
   */
  async record(shopperId: string | null, batch: TrackedBatch): Promise<TrackedAnswer> {
    const { installationId } = batch;
    const { kept, refused } = judgeBatch(batch, this.clock.now());
    const events = kept.map((event) => ({ ...event, installationId, shopperId }));
    if (events.length > 0) await this.batches.join(events);
    return { refused };
  }

  /** How much was told of, by Beijing day and name. */
  async counts(period: TrackedCountsQuery): Promise<TrackedCounts> {
    const { from, until } = momentsOf(period);
    return { counts: await countTracked(this.db.manager, from, until) };
  }

  private async write(together: readonly NewTrackedEvent[][]): Promise<{ answer: null }[]> {
    const events = together.flat();
    await this.openDays.open(new Set(events.map(({ at }) => beijingDay(at))));
    await writeAlone(this.db, (single) => insertTracked(single, events));
    return together.map(() => ({ answer: null }));
  }
}
