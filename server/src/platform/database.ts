import { createPool, type Pool, type PoolOptions } from 'mysql2';
import { DataSource } from 'typeorm';
import { onEveryConnection, readCommittedOn } from './isolation.js';

/** The driver's own options of every pool: how values travel, and what it does when it is busy. */
export const DRIVER_OPTIONS = {
  charset: 'utf8mb4',
  timezone: 'Z',
  supportBigNumbers: true,
  bigNumberStrings: false,
  decimalNumbers: true,
  /** An object among the parameters is a value, never `name = value` in the statement. */
  stringifyObjects: true,
  enableKeepAlive: true,
  connectTimeout: 5_000,
  /** Requests that may wait for a connection; one more is told to come back. */
  queueLimit: 2_000,
} as const satisfies PoolOptions;

/**
 * The shop's database. Beside the pool that everything else asks, transactions have one of their
 * own, whose connections are always inside a transaction (ADR 0025).
 */
export class Database extends DataSource {
  private pool: Pool | null = null;

  get transactions(): Pool {
    if (this.pool) return this.pool;
    this.pool = this.openPool({ connectionLimit: this.options.poolSize });
    onEveryConnection(this.pool, 'SET SESSION autocommit = 0');
    return this.pool;
  }

  /** Another pool to the same database; whoever opens it ends it. */
  openPool(options: { connectionLimit: number | undefined; multipleStatements?: true }): Pool {
    const { url, socketPath, username, database } = this.options as {
      url?: string;
      socketPath?: string;
      username?: string;
      database?: string;
    };
    const address = url ? { uri: url } : { socketPath, user: username, database };
    const pool = createPool({ ...address, ...DRIVER_OPTIONS, ...options } as PoolOptions);
    readCommittedOn(pool);
    return pool;
  }

  override async destroy(): Promise<void> {
    await this.pool?.promise().end();
    await super.destroy();
  }
}
