import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Remembered } from '../platform/remembered.js';
import { afterCommit, rows, type Tx } from '../platform/transaction.js';

/**
 * One row that every change of the catalogue raises (stock apart), so that each instance knows
 * within a second that what it remembers is old. Read when someone asks, at most once a second.
 */
@Injectable()
export class CatalogVersion {
  private readonly listeners: (() => void)[] = [];
  private readonly known: Remembered<number>;

  constructor(@Inject(DataSource) db: DataSource, clock: Clock) {
    this.known = new Remembered(db.manager, clock, async (reader) => {
      const sql = 'SELECT version FROM catalog_version WHERE id = 1';
      const [row] = await rows<{ version: number }>(reader, sql);
      return row?.version ?? 0;
    });
  }

  /** Raises the version. Last in a transaction: one row for all. */
  async raise(tx: Tx): Promise<void> {
    await tx.query('UPDATE catalog_version SET version = version + 1 WHERE id = 1');
    this.known.changed(tx);
    afterCommit(tx, () => {
      for (const listener of this.listeners) listener();
    });
  }

  /** Calls back when this instance has changed the catalogue. */
  onRaised(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The version, at most a second old. */
  current(): Promise<number> {
    return this.known.current();
  }
}
