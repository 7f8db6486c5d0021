import { affected, rows, type SingleWrite, type Tx } from './transaction.js';

export interface DueJob {
  id: string;
  kind: string;
  payload: string | object;
  attempts: number;
  /** How often it had been queued when it was claimed. */
  asked: number;
}

/** A job that is to be queued. */
export interface NewJob {
  id: string;
  kind: string;
  dedupe: string;
  payload: object;
  runAt: Date;
}

/** Queues jobs in one statement; of one that waits under its key it asks once more. */
export async function putJobs(tx: Tx, jobs: readonly NewJob[], now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO due_job (id, kind, dedupe, payload, run_at, created_at) VALUES ?
     ON DUPLICATE KEY UPDATE asked = asked + 1, payload = VALUES(payload),
       run_at = IF(dead = 1 OR lease_until IS NOT NULL, VALUES(run_at), run_at),
       attempts = IF(dead = 1, 0, attempts), dead = 0`,
    [
      jobs.map(({ id, kind, dedupe, payload, runAt }) => [
        ...[id, kind, dedupe, JSON.stringify(payload), runAt, now],
      ]),
    ],
  );
}

/** Claims up to `limit` due jobs of these kinds that nobody works on. */
export async function claimJobs(
  tx: Tx,
  { kinds, limit }: { kinds: readonly string[]; limit: number },
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<DueJob[]> {
  const due = await rows<DueJob>(
    tx,
    `SELECT id, kind, payload, attempts, asked FROM due_job
     WHERE dead = 0 AND run_at <= ? AND (lease_until IS NULL OR lease_until < ?)
       AND kind IN (?)
     ORDER BY run_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
    [now, now, kinds],
  );
  if (due.length > 0) {
    const sql = 'UPDATE due_job SET lease_until = ? WHERE id IN (?)';
    await tx.query(sql, [leaseUntil, due.map((job) => job.id)]);
  }
  return due;
}

/** Deletes a job that is done; false when it was queued again meanwhile. */
export async function deleteJob(
  single: SingleWrite,
  { id, asked }: Pick<DueJob, 'id' | 'asked'>,
): Promise<boolean> {
  return (
    (await affected(single, 'DELETE FROM due_job WHERE id = ? AND asked = ?', [id, asked])) > 0
  );
}

/** Writes when a job runs again, or that it never does; false when it was queued again meanwhile. */
export async function postponeJob(
  single: SingleWrite,
  { id, asked }: Pick<DueJob, 'id' | 'asked'>,
  to: { attempts: number; runAt: Date; isDead: boolean; lastError: string | null },
): Promise<boolean> {
  const postponed = await affected(
    single,
    `UPDATE due_job SET attempts = ?, run_at = ?, lease_until = NULL, dead = ?, last_error = ?
     WHERE id = ? AND asked = ?`,
    [to.attempts, to.runAt, Number(to.isDead), to.lastError, id, asked],
  );
  return postponed > 0;
}

/** Lets a job that was queued again while it ran be claimed anew. */
export async function freeJob(single: SingleWrite, id: string): Promise<void> {
  await single.query('UPDATE due_job SET lease_until = NULL, attempts = 0 WHERE id = ?', [id]);
}
