import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { assert } from '@siyu/shared';
import type { DataSource, EntityManager } from 'typeorm';
import { jitterMs } from './backoff.js';
import { Database } from './database.js';

/** A manager inside a transaction. Every write takes one first; a plain manager does not compile. */
export type Tx = EntityManager & { readonly __tx: unique symbol };

/**
 * What a write of one statement takes that may also stand alone: a transaction, or a manager on
 * which it commits by itself (ADR 0013). A plain manager does not compile here either.
 */
export type SingleWrite = Tx | (EntityManager & { readonly __single: unique symbol });

const ATTEMPTS_MAX = 5;
const DEADLOCK = 1213;
const LOCK_WAIT_TIMEOUT = 1205;
/** Which transaction the running code is inside; null where nobody watches. */
let open: AsyncLocalStorage<EntityManager> | null = null;
const afterCommits = new WeakMap<Tx, (() => void)[]>();

/**
 * From now on asserts that nothing inside a transaction asks for a second connection. The tests do;
 * a shop does not, because on Node 20 following every promise costs each of them double (ADR 0017).
 */
export function watchConnections(): void {
  open ??= new AsyncLocalStorage();
}

/**
 * Runs `work` in one transaction. A deadlock's victim is retried whole, never carried on: on a
 * rolled-back connection later statements would commit by themselves. It waits a moment drawn by
 * lot, so that those who met do not meet again. No network inside `work`.
 */
export async function inTransaction<T>(db: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  assertOneConnection(null);
  return retried(async () => {
    const callbacks: (() => void)[] = [];
    const result = await committed(db, (tx) => {
      afterCommits.set(tx, callbacks);
      const run = () => work(tx);
      return open ? open.run(tx, run) : run();
    });
    for (const callback of callbacks) callback();
    return result;
  });
}

/** Does it on a connection that is inside a transaction already, and commits or rolls back. */
async function committed<T>(db: DataSource, work: (tx: Tx) => Promise<T>): Promise<T> {
  assert(db instanceof Database, 'a database that was not opened by openDataSource');
  const connection = await db.transactions.promise().getConnection();
  let isOver = false;
  const send = async (sql: string, parameters?: unknown[]) => {
    db.logger.logQuery(sql, parameters);
    const [result] = await connection.query(sql, parameters);
    return result;
  };
  const query = (sql: string, parameters?: unknown[]) => {
    assert(!isOver, 'a statement after the transaction');
    return send(sql, parameters);
  };
  const end = (sql: 'COMMIT' | 'ROLLBACK') => {
    isOver = true;
    return send(sql);
  };
  try {
    const result = await work({ query } as unknown as Tx);
    await end('COMMIT');
    return result;
  } catch (error) {
    // Whatever it still holds goes with the connection, if it cannot be rolled back.
    await end('ROLLBACK').catch(() => connection.destroy());
    throw error;
  } finally {
    connection.release();
  }
}

/**
 * Makes a write of one statement that nothing else has to happen with: it commits by itself and
 * costs one statement, where a transaction costs two. For hot paths alone (ADR 0013).
 */
export async function writeAlone<T>(
  db: DataSource,
  write: (single: SingleWrite) => Promise<T>,
): Promise<T> {
  assertOneConnection(null);
  return retried(() => write(db.manager as SingleWrite));
}

/** A deadlock's victim is done again, a moment later. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isDeadlock(error)) throw error;
      await pause(jitterMs(attempt));
    }
  }
}

/** Calls back once the transaction has committed; never when it rolls back. */
export function afterCommit(tx: Tx, callback: () => void): void {
  afterCommits.get(tx)?.push(callback);
}

/** Rows of a SELECT. The one place where untyped rows become typed. */
export async function rows<T>(
  db: Pick<EntityManager, 'query'>,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<T[]> {
  assertOneConnection(db);
  return (await db.query(sql, parameters as unknown[])) as T[];
}

/** How many rows a write touched: the answer of every conditional UPDATE. */
export async function affected(
  single: SingleWrite,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<number> {
  assertOneConnection(single);
  const result = (await single.query(sql, parameters as unknown[])) as { affectedRows: number };
  return result.affectedRows;
}

/**
 * Whoever holds a connection and waits for a second one may wait for ever: when every connection
 * of the pool is held so, none comes back. Inside a transaction everything goes through its `tx`.
 */
function assertOneConnection(db: Pick<EntityManager, 'query'> | null): void {
  const held = open?.getStore();
  assert(held === undefined || held === db, 'a second connection inside a transaction');
}

/** Whether the driver refused a row because a unique key has it already. */
export function isDuplicate(error: unknown): boolean {
  return errnoOf(error) === 1062;
}

function isDeadlock(error: unknown): boolean {
  const errno = errnoOf(error);
  return errno === DEADLOCK || errno === LOCK_WAIT_TIMEOUT;
}

function errnoOf(error: unknown): number | undefined {
  return (error as { errno?: number } | null)?.errno;
}
