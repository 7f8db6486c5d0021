import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '../../../server/src/platform/jobs.js';
import { inTransaction, rows } from '../../../server/src/platform/transaction.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const SECOND_MS = 1_000;

let shop: TestShop;
let jobs: Jobs;
beforeAll(async () => {
  shop = await aShop();
  jobs = shop.app.get(Jobs);
});
afterAll(() => shop.close());

let kinds = 0;
/** A kind of job that does this, and how often it was asked to. */
function aKind(run: (payload: { n: number }) => Promise<void>, attemptsMax = 3) {
  const kind = `test.kind-${++kinds}`;
  const runs: { n: number; attempt: number }[] = [];
  const work = async (payload: { n: number }, attempt: number) => {
    runs.push({ n: payload.n, attempt });
    await run(payload);
  };
  jobs.register({ kind, attemptsMax, run: work });
  return { kind, runs, work };
}
/** Queues it under one and the same key, whatever `n`. */
const queue = (kind: string, n: number) =>
  inTransaction(shop.db, (tx) => jobs.add(tx, kind, 'the-one', { n }));
const queued = (kind: string) =>
  rows<{ attempts: number; dead: number }>(
    shop.db.manager,
    'SELECT attempts, dead FROM due_job WHERE kind = ?',
    [kind],
  );
const done = () => Promise.resolve();
const fail = () => Promise.reject(new Error('WeChat said no'));

describe('given an instance that does not know a kind, as during an upgrade', () => {
  it('when the job is due, then it is left to one that does', async () => {
    const { kind, runs, work } = aKind(done);
    const older = new Jobs(shop.db, shop.clock);
    older.register({ kind: `${kind}-other`, attemptsMax: 3, run: work });
    await queue(kind, 1);
    await older.runOnce();
    expect([runs, await queued(kind)]).toMatchObject([[], [{ attempts: 0, dead: 0 }]]);
    await jobs.runOnce();
    expect([runs.length, await queued(kind)]).toEqual([1, []]);
  });

  it('when it knows no kind at all, then it takes nothing', async () => {
    const { kind } = aKind(done);
    await queue(kind, 1);
    expect(await new Jobs(shop.db, shop.clock).runOnce()).toBe(false);
    expect(await queued(kind)).toMatchObject([{ attempts: 0, dead: 0 }]);
    await jobs.runOnce();
  });
});

describe('given a job that is queued again while it runs', () => {
  it('when that run is done, then it runs again, once, with what was queued last', async () => {
    const { kind, runs } = aKind(async ({ n }) => {
      if (n === 1) await queue(kind, 2);
    });
    await queue(kind, 1);
    await shop.settle();
    expect([runs, await queued(kind)]).toEqual([
      [
        { n: 1, attempt: 1 },
        { n: 2, attempt: 1 },
      ],
      [],
    ]);
  });

  it('when it still runs, then nobody else begins it', async () => {
    const { kind, runs } = aKind(async ({ n }) => {
      if (n > 1) return;
      await queue(kind, 2);
      await jobs.runOnce();
      expect(runs).toHaveLength(1);
    });
    await queue(kind, 1);
    await shop.settle();
    expect(runs).toHaveLength(2);
  });

  it('when that run fails for the last time, then it is tried again all the same', async () => {
    const { kind, runs } = aKind(async ({ n }) => {
      if (n === 1) await queue(kind, 2).then(fail);
    }, 1);
    await queue(kind, 1);
    await shop.settle();
    shop.clock.advance(SECOND_MS);
    await shop.settle();
    expect([runs.map(({ n }) => n), await queued(kind)]).toEqual([[1, 2], []]);
  });

  it('when it had given up, then it begins anew', async () => {
    let mended = false;
    const { kind, runs } = aKind(() => (mended ? done() : fail()), 1);
    await queue(kind, 1);
    await shop.settle();
    expect(await queued(kind)).toMatchObject([{ dead: 1 }]);
    mended = true;
    await queue(kind, 1);
    await shop.settle();
    expect([runs.map(({ attempt }) => attempt), await queued(kind)]).toEqual([[1, 1], []]);
  });
});
