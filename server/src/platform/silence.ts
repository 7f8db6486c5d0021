import type { Socket } from 'node:net';
import type { Pool, PoolConnection } from 'mysql2';
import type { Database } from './database.js';

type Watched = PoolConnection & { stream: Socket };

/**
 * Ends a connection whose database says nothing for `silenceMs` while someone waits for it: a
 * frozen or unreachable machine sends no reset, and the query would hang for ever. The driver's own
 * query timeout leaves the connection in the pool, where the next query waits behind the lost one.
 */
export function endSilentConnections(db: Database, silenceMs: number): void {
  const { pool } = db.driver as unknown as { pool: Pool };
  endSilence(pool, silenceMs);
  endSilence(db.transactions, silenceMs);
}

/** The same for a pool of its own. */
export function endSilence(pool: Pool, silenceMs: number): void {
  const watched = new WeakSet<Socket>();
  pool.on('acquire', (connection) => {
    const { stream } = connection as Watched;
    if (!watched.has(stream)) {
      watched.add(stream);
      stream.on('timeout', () => stream.destroy(new DatabaseSilent(silenceMs)));
    }
    stream.setTimeout(silenceMs);
  });
  pool.on('release', (connection) => {
    (connection as Watched).stream.setTimeout(0);
  });
}

/** As a refused or reset connection: nobody knows what became of the statement. */
class DatabaseSilent extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(silenceMs: number) {
    super(`the database said nothing for ${silenceMs} ms`);
  }
}
