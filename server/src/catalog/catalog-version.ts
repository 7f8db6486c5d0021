import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { afterCommit, rows, type Tx } from '../platform/transaction.js';

const FRESH_MS = 1_000;

/**
 * One row that every change of the catalogue raises (stock apart), so that each instance knows
 * within a second that what it remembers is old. Read when someone asks, at most once a second.
 */
@Injectable()
export class CatalogVersion {
  private readonly listeners: (() => void)[] = [];
  private known: { version: number; readAtMs: number } | null = null;

  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  /** Raises the version. Last in a transaction: one row for all. */
  async raise(tx: Tx): Promise<void> {
    await tx.query('UPDATE catalog_version SET version = version + 1 WHERE id = 1');
    // This instance forgets at once, so that whoever made the change sees it.
    afterCommit(tx, () => {
      this.known = null;
      for (const listener of this.listeners) listener();
    });
  }

  /** Calls back when this instance has changed the catalogue. */
  onRaised(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The version, at most a second old. */
  async current(): Promise<number> {
    const now = performance.now();
    if (this.known && now - this.known.readAtMs < FRESH_MS) return this.known.version;
    const [row] = await rows<{ version: number }>(
      this.db.manager,
      'SELECT version FROM catalog_version WHERE id = 1',
    );
    const version = row?.version ?? 0;
    this.known = { version, readAtMs: now };
    return version;
  }
}
