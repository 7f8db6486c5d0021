import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource, QueryRunner } from 'typeorm';
import { openDataSource } from '../../../server/src/platform/data-source.js';
import { inTransaction, rows } from '../../../server/src/platform/transaction.js';
import { barrier } from '../../factories/barrier.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const POOL = 5;

let shop: TestShop;
let db: DataSource;
beforeAll(async () => {
  shop = await aShop();
  await shop.db.query('SET GLOBAL tx_isolation = ?', ['REPEATABLE-READ']);
  const place = { socketPath: shop.config.DATABASE_SOCKET ?? '', database: shop.database };
  db = await openDataSource(place, POOL);
});
afterAll(async () => {
  await shop.db.query('SET GLOBAL tx_isolation = ?', ['READ-COMMITTED']);
  await db.destroy();
  await shop.close();
});

const levelOf = async (runner: QueryRunner) => {
  const [found] = await runner.query('SELECT @@session.tx_isolation AS level');
  return (found as { level: string }).level;
};

describe('given a database server set to REPEATABLE READ', () => {
  it('when the pool is full, then every connection of it is at READ COMMITTED', async () => {
    const runners = Array.from({ length: POOL }, () => db.createQueryRunner());
    await Promise.all(runners.map((runner) => runner.connect()));
    const levels = await Promise.all(runners.map(levelOf));
    await Promise.all(runners.map((runner) => runner.release()));
    expect(levels).toEqual(Array.from({ length: POOL }, () => 'READ-COMMITTED'));
  });

  it('when transactions fill theirs, then each is at READ COMMITTED and open from its start', async () => {
    const arrived = barrier(POOL);
    const seen = Array.from({ length: POOL }, () =>
      inTransaction(db, async (tx) => {
        const [found] = await rows<{ level: string; autocommit: number }>(
          tx,
          'SELECT @@session.tx_isolation AS level, @@session.autocommit AS autocommit',
        );
        await arrived();
        return found;
      }),
    );
    const each = { level: 'READ-COMMITTED', autocommit: 0 };
    expect(await Promise.all(seen)).toEqual(Array.from({ length: POOL }, () => each));
  });

  it('when a transaction reads twice, then it sees what was committed between', async () => {
    const seen = await inTransaction(db, async (tx) => {
      const count = async () => (await tx.query('SELECT * FROM inbox_message')).length;
      const before = await count();
      await shop.db.query(`INSERT INTO inbox_message VALUES ('test', 'one', UTC_TIMESTAMP(3))`);
      return (await count()) - before;
    });
    expect(seen).toBe(1);
  });
});
