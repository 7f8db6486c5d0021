import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Sweeps } from '../../platform/sweeps.js';
import { publishedProgramme, type ProgrammeRow } from './programme.store.js';

const FRESH_MS = 1_000;

/** The published programme, remembered for a second on each instance. */
@Injectable()
export class LiveProgramme {
  private known: { row: ProgrammeRow | null; readAtMs: number } | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every('referrals.read-programme', FRESH_MS, async () => {
      await this.read(this.db.manager);
      return false;
    });
  }

  /** Null while none is published. `db` is the transaction's own inside one. */
  async current(db: Pick<EntityManager, 'query'> = this.db.manager): Promise<ProgrammeRow | null> {
    const ageMs = this.clock.now().getTime() - (this.known?.readAtMs ?? -Infinity);
    if (this.known && ageMs >= 0 && ageMs < FRESH_MS) return this.known.row;
    return this.read(db);
  }

  /** Whether one was published a second ago: costs no statement, for the path of a purchase. */
  get wasPublished(): boolean {
    return (this.known?.row ?? null) !== null;
  }

  /** Reads it now, because it has changed. */
  async read(db: Pick<EntityManager, 'query'> = this.db.manager): Promise<ProgrammeRow | null> {
    const readAtMs = this.clock.now().getTime();
    const row = await publishedProgramme(db);
    this.known = { row, readAtMs };
    return row;
  }
}
