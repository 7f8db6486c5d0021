import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'mysql2';
import type { PoolConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from './config.js';
import { assert } from '@siyu/shared';
import { Database } from './database.js';
import { endSilence } from './silence.js';
import { retried, type Tx } from './transaction.js';
import { Trips } from './trips.js';

/** Batches that may be under way at once; one more waits. */
const BATCHES = 4;
/** Reads that may be: each has its connection for one trip, and waits longer than it works. */
const READS = 16;

/** A transaction in two parts: what it looks at and decides, then everything it writes. */
export interface HotWork<Found, Result> {
  look: (tx: Tx) => Promise<Found>;
  /** Asks for all its statements without waiting in between: they go out with the COMMIT. */
  write: (tx: Tx, found: Found) => Promise<Result>;
}

/**
 * Transactions of hot paths in a few round trips: statements that are asked for together go out
 * together. Connections that take several statements at a time are a pool of their own, so that
 * everywhere else one statement stays one (ADR 0015).
 */
@Injectable()
export class HotDatabase implements OnApplicationShutdown {
  private batches: Pool | null = null;
  /** A crowd that reads keeps no batch waiting. */
  private reads: Pool | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** As `inTransaction`: a deadlock's victim is done again whole. */
  transaction<Found, Result>(work: HotWork<Found, Result>): Promise<Result> {
    return retried(async () => {
      this.batches ??= this.open(BATCHES);
      const connection = await this.batches.promise().getConnection();
      try {
        return await this.once(connection, work);
      } finally {
        connection.release();
      }
    });
  }

  /** For what is only read, in no transaction: statements asked for together go out together. */
  async reading<Result>(work: (db: Pick<Tx, 'query'>) => Promise<Result>): Promise<Result> {
    this.reads ??= this.open(READS);
    const connection = await this.reads.promise().getConnection();
    try {
      return await work(new Trips(connection, (sql) => this.db.logger.logQuery(sql)).tx);
    } finally {
      connection.release();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.batches?.promise().end();
    await this.reads?.promise().end();
  }

  private async once<Found, Result>(
    connection: PoolConnection,
    { look, write }: HotWork<Found, Result>,
  ): Promise<Result> {
    const trips = new Trips(connection, (sql) => this.db.logger.logQuery(sql));
    try {
      trips.begin();
      const found = await look(trips.tx);
      const writing = write(trips.tx, found);
      const [result] = await Promise.all([writing, trips.commit()]);
      return result;
    } catch (error) {
      // Whatever it still holds goes with the connection, if it cannot be rolled back.
      await connection.query('ROLLBACK').catch(() => connection.destroy());
      throw error;
    }
  }

  private open(connectionLimit: number): Pool {
    assert(this.db instanceof Database, 'a database that was not opened by openDataSource');
    const pool = this.db.openPool({ multipleStatements: true, connectionLimit });
    endSilence(pool, this.config.DATABASE_SILENCE_SECONDS * 1_000);
    return pool;
  }
}
