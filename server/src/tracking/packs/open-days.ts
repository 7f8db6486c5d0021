import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { writeAlone } from '../../platform/transaction.js';
import { openDays } from './tracked-day.store.js';

/** A statement that takes longer than half of it is given up by then. */
const OPEN_MS = 120_000;
const DAYS_MAX = 100;

/**
 * Days to which events come. Before any is written its day is said to be open for two minutes, and
 * again when one is left, so that all batches of a minute cost one write.
 */
@Injectable()
export class OpenDays {
  private readonly until = new Map<string, number>();

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async open(days: ReadonlySet<string>): Promise<void> {
    const now = this.clock.now().getTime();
    const closing = [...days].filter((day) => (this.until.get(day) ?? 0) < now + OPEN_MS / 2);
    if (closing.length === 0) return;
    const until = now + OPEN_MS;
    await writeAlone(this.db, (single) => openDays(single, closing.sort(), new Date(until)));
    if (this.until.size > DAYS_MAX) this.until.clear();
    for (const day of closing) this.until.set(day, until);
  }
}
