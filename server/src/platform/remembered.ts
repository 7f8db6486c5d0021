import type { EntityManager } from 'typeorm';
import type { Clock } from './clock.js';
import { afterCommit, type Tx } from './transaction.js';

type Db = Pick<EntityManager, 'query'>;

const FRESH_MS = 1_000;

/**
 * What nearly every request asks of the database and an operator seldom changes. It is at most a
 * second old on any instance and costs one statement a second: who asks meanwhile waits for that
 * one. The instance that changes it sees so at once.
 */
export class Remembered<T> {
  private known: { value: T; readAtMs: number } | null = null;
  private reading: Promise<T> | null = null;
  private isStale = false;
  private changes = 0;
  private readonly changing = new WeakSet<Db>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly look: (db: Db) => Promise<T>,
  ) {}

  /** `db` is the transaction's own inside one: a second connection could wait for ever. */
  async current(db: Db = this.db): Promise<T> {
    if (this.changing.has(db)) return this.look(db);
    if (this.known && this.isFresh(this.known)) return this.known.value;
    if (db !== this.db) return this.read(db);
    this.reading ??= this.read(db).finally(() => (this.reading = null));
    return this.reading;
  }

  /** Reads it now, however fresh it is. */
  async read(db: Db = this.db): Promise<T> {
    const [readAtMs, changes] = [this.nowMs(), this.changes];
    const value = await this.look(db);
    // What a transaction has written and not committed, or what was read before it did, is not kept.
    if (changes !== this.changes || this.changing.has(db)) return value;
    this.known = { value, readAtMs };
    this.isStale = false;
    return value;
  }

  /** As of the last reading, however long ago, for no statement at all; null before the first. */
  get last(): T | null {
    return this.known?.value ?? null;
  }

  /** This transaction changes it. */
  changed(tx: Tx): void {
    this.changing.add(tx);
    afterCommit(tx, () => {
      this.isStale = true;
      this.reading = null;
      this.changes += 1;
    });
  }

  /** A clock that was set back makes nothing fresh. */
  private isFresh({ readAtMs }: { readAtMs: number }): boolean {
    const ageMs = this.nowMs() - readAtMs;
    return !this.isStale && ageMs >= 0 && ageMs < FRESH_MS;
  }

  private nowMs(): number {
    return this.clock.now().getTime();
  }
}
