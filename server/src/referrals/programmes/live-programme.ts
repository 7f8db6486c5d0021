import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Remembered } from '../../platform/remembered.js';
import { Sweeps } from '../../platform/sweeps.js';
import type { Tx } from '../../platform/transaction.js';
import { publishedProgramme, type ProgrammeRow } from './programme.store.js';

const READ_EVERY_MS = 1_000;

/** The published programme, remembered for a second on each instance. */
@Injectable()
export class LiveProgramme {
  private readonly known: Remembered<ProgrammeRow | null>;

  constructor(@Inject(DataSource) db: DataSource, clock: Clock, sweeps: Sweeps) {
    this.known = new Remembered(db.manager, clock, publishedProgramme);
    sweeps.every('referrals.read-programme', READ_EVERY_MS, async () => {
      await this.read();
      return false;
    });
  }

  /** Null while none is published. `db` is the transaction's own inside one. */
  current(db?: Pick<EntityManager, 'query'>): Promise<ProgrammeRow | null> {
    return this.known.current(db);
  }

  /** Whether one was published a second ago: costs no statement, for the path of a purchase. */
  get wasPublished(): boolean {
    return this.known.last !== null;
  }

  /** Reads it now. */
  read(): Promise<ProgrammeRow | null> {
    return this.known.read();
  }

  /** This transaction publishes one, or ends it. */
  changed(tx: Tx): void {
    this.known.changed(tx);
  }
}
