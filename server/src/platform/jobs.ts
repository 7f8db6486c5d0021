import { Inject, Injectable, Logger } from '@nestjs/common';
import { assert } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { backoffMs } from './backoff.js';
import { Clock } from './clock.js';
import { claimJobs, deleteJob, freeJob, postponeJob, putJobs, type DueJob } from './job.store.js';
import { Loop } from './loop.js';
import { newId } from './new-id.js';
import {
  afterCommit,
  inTransaction,
  writeAlone,
  type SingleWrite,
  type Tx,
} from './transaction.js';

const BATCH = 20;
const LEASE_MS = 60_000;
const POLL_EVERY_MS = 500;

/** Work that talks to the outside. It must be safe to run again: a lease may outlive its worker. */
export interface JobKind<P> {
  kind: string;
  attemptsMax: number;
  run: (payload: P, attempt: number) => Promise<void>;
}

/** Thrown by a job that knows when to come back; counts as no failure. */
export class RunAgain extends Error {
  constructor(readonly afterMs: number) {
    super(`again in ${afterMs} ms`);
  }
}

/**
 * A queue on the database: rows are claimed with a lease, the claim commits, then the work runs.
 * Failures back off; after `attemptsMax` a job is a dead letter an operator can see and retry.
 */
@Injectable()
export class Jobs {
  private readonly log = new Logger('jobs');
  private readonly kinds = new Map<string, JobKind<never>>();
  readonly loop = new Loop('jobs', POLL_EVERY_MS, () => this.runOnce());

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Registers a kind of job; called once by its feature's module at start. */
  register<P>(kind: JobKind<P>): void {
    assert(!this.kinds.has(kind.kind), `two job kinds ${kind.kind}`);
    this.kinds.set(kind.kind, kind as unknown as JobKind<never>);
  }

  /**
   * Queues a job in the caller's transaction. The same kind and dedupe key waits once, with the
   * payload given last; what is queued while it runs makes it run once more, and what has given up
   * begins anew.
   */
  add(tx: Tx, kind: string, dedupe: string, payload: object, runAt?: Date): Promise<void> {
    return this.addAll(tx, kind, [{ dedupe, payload }], runAt);
  }

  /** The same for many of a kind, in one statement. */
  async addAll(
    tx: Tx,
    kind: string,
    jobs: readonly { dedupe: string; payload: object }[],
    runAt?: Date,
  ): Promise<void> {
    if (jobs.length === 0) return;
    const now = this.clock.now();
    const queued = jobs.map((job) => ({ ...job, id: newId(now), kind, runAt: runAt ?? now }));
    await putJobs(tx, queued, now);
    afterCommit(tx, () => this.loop.poke());
  }

  /** Claims and runs one batch; true when there may be more. */
  async runOnce(): Promise<boolean> {
    const claimed = await this.claim();
    await Promise.all(claimed.map((job) => this.work(job)));
    return claimed.length === BATCH;
  }

  /** Only kinds this instance knows: during an upgrade a newer one may queue others. */
  private async claim(): Promise<DueJob[]> {
    const kinds = [...this.kinds.keys()];
    if (kinds.length === 0) return [];
    const now = this.clock.now();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    return inTransaction(this.db, (tx) =>
      claimJobs(tx, { kinds, limit: BATCH }, { now, leaseUntil }),
    );
  }

  private async work(job: DueJob): Promise<void> {
    const kind = this.kinds.get(job.kind);
    assert(kind, `no job kind ${job.kind}`);
    try {
      const payload = typeof job.payload === 'string' ? JSON.parse(job.payload) : job.payload;
      await kind.run(payload as never, job.attempts + 1);
      await this.finish(job, (single) => deleteJob(single, job));
    } catch (error) {
      await this.backOff(job, error, kind.attemptsMax);
    }
  }

  private async backOff(job: DueJob, error: unknown, attemptsMax: number): Promise<void> {
    const again = error instanceof RunAgain;
    const attempts = again ? job.attempts : job.attempts + 1;
    const afterMs = again ? error.afterMs : backoffMs(attempts);
    const isDead = !again && attempts >= attemptsMax;
    const lastError = again ? null : String(error).slice(0, 500);
    const runAt = new Date(this.clock.now().getTime() + afterMs);
    if (!again) this.log.error(`${job.kind} ${job.id} failed, attempt ${attempts}: ${error}`);
    await this.finish(job, (single) =>
      postponeJob(single, job, { attempts, runAt, isDead, lastError }),
    );
  }

  /** Ends a run, unless the job was queued again meanwhile: it is free to run anew then. */
  private async finish(job: DueJob, end: (single: SingleWrite) => Promise<boolean>): Promise<void> {
    if (await writeAlone(this.db, end)) return;
    await writeAlone(this.db, (single) => freeJob(single, job.id));
    this.loop.poke();
  }
}
