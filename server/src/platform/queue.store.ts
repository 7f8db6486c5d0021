import type { QueuedDelivery, QueuedJob, QueueQuery } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from './transaction.js';

type Reader = Pick<EntityManager, 'query'>;
type Stored<T> = Omit<T, 'isDead' | 'dueAt' | 'createdAt'> & {
  isDead: number;
  dueAt: Date;
  createdAt: Date;
};

const JOB = `SELECT id, kind, dedupe, attempts, dead AS isDead, last_error AS lastError,
    run_at AS dueAt, created_at AS createdAt FROM due_job`;
const DELIVERY = `SELECT id, listener, attempts, dead AS isDead, last_error AS lastError,
    due_at AS dueAt, created_at AS createdAt FROM outbox_delivery`;

/** Queued jobs, newest first; one more than the limit where there is a next page. */
export async function queuedJobs(db: Reader, query: QueueQuery): Promise<QueuedJob[]> {
  return (await page<QueuedJob>(db, JOB, query)).map(shown);
}

export async function queuedDeliveries(db: Reader, query: QueueQuery): Promise<QueuedDelivery[]> {
  return (await page<QueuedDelivery>(db, DELIVERY, query)).map(shown);
}

/** Takes a job from the dead letters back into the queue; whether it was one. */
export async function reviveJob(tx: Tx, jobId: string, now: Date): Promise<boolean> {
  const revived = await affected(
    tx,
    `UPDATE due_job SET dead = 0, attempts = 0, run_at = ?, lease_until = NULL
     WHERE id = ? AND dead = 1`,
    [now, jobId],
  );
  return revived === 1;
}

export async function reviveDelivery(tx: Tx, deliveryId: string, now: Date): Promise<boolean> {
  const revived = await affected(
    tx,
    'UPDATE outbox_delivery SET dead = 0, attempts = 0, due_at = ? WHERE id = ? AND dead = 1',
    [now, deliveryId],
  );
  return revived === 1;
}

export async function findJob(db: Reader, jobId: string): Promise<QueuedJob | null> {
  const [row] = await rows<Stored<QueuedJob>>(db, `${JOB} WHERE id = ?`, [jobId]);
  return row ? shown(row) : null;
}

export async function findDelivery(db: Reader, id: string): Promise<QueuedDelivery | null> {
  const [row] = await rows<Stored<QueuedDelivery>>(db, `${DELIVERY} WHERE id = ?`, [id]);
  return row ? shown(row) : null;
}

function page<T>(db: Reader, select: string, query: QueueQuery): Promise<Stored<T>[]> {
  const conditions = ['TRUE'];
  const values: unknown[] = [];
  if (query.dead !== undefined) {
    conditions.push('dead = ?');
    values.push(Number(query.dead));
  }
  if (query.cursor !== undefined) {
    conditions.push('id < ?');
    values.push(query.cursor);
  }
  const sql = `${select} WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`;
  return rows<Stored<T>>(db, sql, [...values, query.limit + 1]);
}

function shown<T extends { isDead: number; dueAt: Date; createdAt: Date }>(row: T) {
  return {
    ...row,
    isDead: row.isDead === 1,
    dueAt: row.dueAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}
