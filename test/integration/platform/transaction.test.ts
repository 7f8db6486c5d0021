import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { jitterMs } from '../../../server/src/platform/backoff.js';
import {
  type affected,
  afterCommit,
  inTransaction,
  rows,
  type Tx,
} from '../../../server/src/platform/transaction.js';
import { barrier } from '../../factories/barrier.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { countUp, counts, makeProbe } from './probe.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
  await makeProbe(shop);
});
afterAll(() => shop.close());

describe('given a transaction that asks past its own connection', () => {
  it('when it is watched, as in every test, then that is a bug', async () => {
    const work = () => inTransaction(shop.db, () => rows(shop.db.manager, 'SELECT 1'));
    await expect(work()).rejects.toThrow('a second connection inside a transaction');
  });
});

describe('given a transaction that is over', () => {
  it('when a statement of it comes late, then that is a bug, and the connection is clean', async () => {
    let late: Tx | undefined;
    await inTransaction(shop.db, async (tx) => {
      late = tx;
      await countUp(tx, 'kept');
    });
    expect(() => late?.query('SELECT 1')).toThrow('a statement after the transaction');
    const failing = inTransaction(shop.db, async (tx) => {
      await Promise.all([countUp(tx, 'given-up'), tx.query('SELECT nothing')]);
    });
    await expect(failing).rejects.toThrow("Unknown column 'nothing'");
    expect(await counts(shop, 'kept')).toEqual({ kept: 1 });
    expect(await counts(shop, 'given-up')).toEqual({});
    const [open] = await shop.db.query(
      `SELECT COUNT(*) AS count FROM information_schema.innodb_trx AS trx
       JOIN information_schema.processlist AS process ON process.id = trx.trx_mysql_thread_id
       WHERE process.db = DATABASE()`,
    );
    expect(Number((open as { count: string }).count)).toBe(0);
  });
});

describe('given two transactions that lock the same rows in opposite order', () => {
  it('when they deadlock, then the victim runs again whole and each counts once', async () => {
    await inTransaction(shop.db, async (tx) => {
      await countUp(tx, 'lock-a');
      await countUp(tx, 'lock-b');
    });
    const met = barrier(2);
    const attempts: string[] = [];
    const committed: string[] = [];
    const crossing = (name: string, first: string, second: string) =>
      inTransaction(shop.db, async (tx) => {
        attempts.push(name);
        afterCommit(tx, () => committed.push(name));
        await countUp(tx, `done-${name}`);
        await countUp(tx, first);
        await met();
        await countUp(tx, second);
      });
    await Promise.all([crossing('ann', 'lock-a', 'lock-b'), crossing('bo', 'lock-b', 'lock-a')]);
    expect(attempts).toHaveLength(3);
    expect(committed.sort()).toEqual(['ann', 'bo']);
    expect(await counts(shop, 'done-')).toEqual({ 'done-ann': 1, 'done-bo': 1 });
    expect(await counts(shop, 'lock-')).toEqual({ 'lock-a': 3, 'lock-b': 3 });
  });

  it('when it is tried again, then after a wait that is drawn by lot and doubles in length', () => {
    const longest = (attempts: number) =>
      Math.max(...Array.from({ length: 2_000 }, () => jitterMs(attempts)));
    for (const [attempts, boundMs] of [20, 40, 80, 160].entries()) {
      expect(longest(attempts + 1)).toBeLessThan(boundMs);
      expect(longest(attempts + 1)).toBeGreaterThan(boundMs / 2);
    }
  });

  it('when it deadlocks for ever, then it gives up and leaves nothing', async () => {
    let attempts = 0;
    const begun = performance.now();
    const lot = jest.spyOn(Math, 'random').mockReturnValue(0.3);
    const deadlock = Object.assign(new Error('deadlock'), { errno: 1213 });
    const hopeless = inTransaction(shop.db, async (tx: Tx) => {
      attempts += 1;
      await countUp(tx, 'hopeless');
      throw deadlock;
    });
    await expect(hopeless).rejects.toBe(deadlock);
    lot.mockRestore();
    expect(attempts).toBe(5);
    // Three tenths of 20, 40, 80 and 160 ms.
    expect(performance.now() - begun).toBeGreaterThan(85);
    expect(await counts(shop, 'hopeless')).toEqual({});
  });
});

describe('given work that fails for another reason', () => {
  it('when it throws, then it is not tried again, nothing stays and nobody is told', async () => {
    const told: string[] = [];
    const failing = inTransaction(shop.db, async (tx) => {
      afterCommit(tx, () => told.push('committed'));
      await countUp(tx, 'failing');
      throw new Error('a bug');
    });
    await expect(failing).rejects.toThrow('a bug');
    expect([told, await counts(shop, 'failing')]).toEqual([[], {}]);
  });
});

describe('given a manager outside a transaction', () => {
  it('when a write is given it, then that does not compile', () => {
    // @ts-expect-error -- neither a transaction nor a write of one statement alone
    const write: Parameters<typeof affected>[0] = shop.db.manager;
    expect(write).toBe(shop.db.manager);
  });
});
