import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, Page, QueuedJob } from '@siyu/shared';
import { Jobs, RunAgain } from '../../../server/src/platform/jobs.js';
import { inTransaction, rows } from '../../../server/src/platform/transaction.js';
import { anOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const SECOND_MS = 1_000;
const LEASE_MS = 60_000;

let shop: TestShop;
let jobs: Jobs;
beforeAll(async () => {
  shop = await aShop();
  jobs = shop.app.get(Jobs);
});
afterAll(() => shop.close());

let kinds = 0;
/** A kind of job that does this, and how often it was asked to. */
function aKind(run: (payload: { n: number }, attempt: number) => Promise<void>, attemptsMax = 3) {
  const kind = `test.kind-${++kinds}`;
  const runs: { n: number; attempt: number }[] = [];
  const work = async (payload: { n: number }, attempt: number) => {
    runs.push({ n: payload.n, attempt });
    await run(payload, attempt);
  };
  jobs.register({ kind, attemptsMax, run: work });
  return { kind, runs, work };
}
const queue = (kind: string, n: number, runAt?: Date) =>
  inTransaction(shop.db, (tx) => jobs.add(tx, kind, `n-${n}`, { n }, runAt));
const queued = (kind: string) =>
  rows<{ id: string; attempts: number; dead: number }>(
    shop.db.manager,
    'SELECT id, attempts, dead FROM due_job WHERE kind = ?',
    [kind],
  );
const done = () => Promise.resolve();
const fail = () => Promise.reject(new Error('WeChat said no'));

describe('given a job', () => {
  it('when it is due, then it runs once and is gone', async () => {
    const { kind, runs } = aKind(done);
    await queue(kind, 1);
    await shop.settle();
    await shop.settle();
    expect([runs, await queued(kind)]).toEqual([[{ n: 1, attempt: 1 }], []]);
  });

  it('when it is queued again before it ran, then it runs once', async () => {
    const { kind, runs } = aKind(done);
    await Promise.all([queue(kind, 1), queue(kind, 1), queue(kind, 2)]);
    await shop.settle();
    expect(runs.map(({ n }) => n).sort()).toEqual([1, 2]);
  });

  it('when it is for later, then it waits until then', async () => {
    const { kind, runs } = aKind(done);
    await queue(kind, 1, new Date(shop.clock.now().getTime() + SECOND_MS));
    await shop.settle();
    expect(runs).toEqual([]);
    shop.clock.advance(SECOND_MS);
    await shop.settle();
    expect(runs).toHaveLength(1);
  });

  it('when its transaction fails, then it was never queued', async () => {
    const { kind } = aKind(done);
    const failing = inTransaction(shop.db, async (tx) => {
      await jobs.add(tx, kind, 'n-1', { n: 1 });
      throw new Error('after the job');
    });
    await expect(failing).rejects.toThrow('after the job');
    expect(await queued(kind)).toEqual([]);
  });

  it('when it asks to come back, then that is no failure, however often', async () => {
    const { kind, runs } = aKind(async () => {
      if (runs.length < 10) throw new RunAgain(SECOND_MS);
    });
    await queue(kind, 1);
    for (let waits = 0; waits < 10; waits++) {
      await shop.settle();
      shop.clock.advance(SECOND_MS);
    }
    expect(runs.map(({ attempt }) => attempt)).toEqual(Array.from({ length: 10 }, () => 1));
    expect(await queued(kind)).toEqual([]);
  });
});

describe('given several workers', () => {
  it('when they take from one queue at once, then each job runs once', async () => {
    const { kind, runs, work } = aKind(done);
    const second = new Jobs(shop.db, shop.clock);
    second.register({ kind, attemptsMax: 3, run: work });
    const numbers = Array.from({ length: 100 }, (_, index) => index);
    await inTransaction(shop.db, async (tx) => {
      for (const n of numbers) await jobs.add(tx, kind, `n-${n}`, { n });
    });
    const drain = async (worker: Jobs) => {
      while (await worker.runOnce());
    };
    await Promise.all([drain(jobs), drain(second), drain(jobs), drain(second)]);
    expect(runs.map(({ n }) => n).sort((a, b) => a - b)).toEqual(numbers);
  });

  it('when one dies at work, then another takes over once the lease has run out', async () => {
    const { kind, runs, work } = aKind(() => new Promise(() => undefined));
    const heir = new Jobs(shop.db, shop.clock);
    const inherited: number[] = [];
    heir.register<{ n: number }>({
      kind,
      attemptsMax: 3,
      run: async ({ n }) => void inherited.push(n),
    });
    const dead = new Jobs(shop.db, shop.clock);
    dead.register({ kind, attemptsMax: 3, run: work });
    await queue(kind, 7);
    void dead.runOnce();
    while (runs.length === 0) await new Promise((resolve) => setImmediate(resolve));
    shop.clock.advance(LEASE_MS);
    await heir.runOnce();
    expect(inherited).toEqual([]);
    shop.clock.advance(1);
    await heir.runOnce();
    expect([inherited, await queued(kind)]).toEqual([[7], []]);
  });
});

describe('given a job that fails', () => {
  it('when it fails again, then it waits longer each time and is a dead letter at last', async () => {
    const { kind, runs } = aKind(fail);
    await queue(kind, 1);
    const attemptsAfter = async (waitMs: number) => {
      shop.clock.advance(waitMs);
      await shop.settle();
      return runs.length;
    };
    expect(await attemptsAfter(0)).toBe(1);
    expect(await attemptsAfter(SECOND_MS - 1)).toBe(1);
    expect(await attemptsAfter(1)).toBe(2);
    expect(await attemptsAfter(2 * SECOND_MS - 1)).toBe(2);
    expect(await attemptsAfter(1)).toBe(3);
    expect(await attemptsAfter(24 * 3_600_000)).toBe(3);
    expect(await queued(kind)).toMatchObject([{ attempts: 3, dead: 1 }]);
  });

  it('when an operator sees it, then they know why, and may have it tried again', async () => {
    let mended = false;
    const { kind, runs } = aKind(() => (mended ? done() : fail()), 1);
    await queue(kind, 1);
    await shop.settle();
    const operator = await anOperator(shop, ['jobs.manage', 'audit.read']);
    const dead = await operator.get<Page<QueuedJob>>('/ops/jobs?dead=1');
    const letter = dead.items.find((job) => job.kind === kind);
    expect(letter).toMatchObject({ isDead: true, attempts: 1, dedupe: 'n-1' });
    expect(letter?.lastError).toContain('WeChat said no');
    mended = true;
    const retried = await operator.post<QueuedJob>(`/ops/jobs/${letter?.id}/retry`);
    expect(retried).toMatchObject({ isDead: false, attempts: 0 });
    await shop.settle();
    expect([runs.length, await queued(kind)]).toEqual([2, []]);
    const log = `/ops/audit-log?subjectId=${letter?.id}`;
    const [entry] = (await operator.get<Page<AuditEntry>>(log)).items;
    expect(entry).toMatchObject({ action: 'job.retry', operatorName: operator.name });
  });

  it('when it has not given up, or is not there, then there is nothing to retry', async () => {
    const { kind } = aKind(done);
    await queue(kind, 1, new Date(shop.clock.now().getTime() + SECOND_MS));
    const [job] = await queued(kind);
    const operator = await anOperator(shop, ['jobs.manage']);
    const refusal = (id: string) => operator.refusal('POST', `/ops/jobs/${id}/retry`);
    expect(await refusal(job!.id)).toBe('CONFLICT');
    expect(await refusal('01J00000000000000000000000')).toBe('NOT_FOUND');
  });
});
