import type { Pool } from 'mysql2';
import type { DataSource } from 'typeorm';

const READ_COMMITTED = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED';

/**
 * Puts every connection of the pool at READ COMMITTED, whatever the server is set to: what is
 * counted behind a lock must be what was committed before the lock was had. One statement a
 * connection, none a transaction.
 */
export async function readCommitted(db: DataSource): Promise<void> {
  const { pool } = db.driver as unknown as { pool: Pool };
  readCommittedOn(pool);
  // The only connection yet is the one that opening the pool has left in it.
  await db.query(READ_COMMITTED);
}

/** The same for connections that are still to be made. */
export function readCommittedOn(pool: Pool): void {
  onEveryConnection(pool, READ_COMMITTED);
}

/** Begins every connection of the pool with a statement; without it none is used. */
export function onEveryConnection(pool: Pool, sql: string): void {
  // The driver sends it before whatever the connection was opened for.
  pool.on('connection', (connection) => {
    connection.query(sql, (error) => {
      if (error) connection.destroy();
    });
  });
}
