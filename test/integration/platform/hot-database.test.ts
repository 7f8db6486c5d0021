import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HotDatabase } from '../../../server/src/platform/hot-database.js';
import { inTransaction, rows, type Tx } from '../../../server/src/platform/transaction.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { statementsOf } from '../../factories/statements.js';

let shop: TestShop;
let hot: HotDatabase;
beforeAll(async () => {
  shop = await aShop();
  hot = shop.app.get(HotDatabase, { strict: false });
  await shop.db.query('CREATE TABLE pot (id INT PRIMARY KEY, units INT, CHECK (units >= 0))');
});
beforeEach(() => shop.db.query('REPLACE INTO pot VALUES (1, 10), (2, 10)'));
afterAll(() => shop.close());

const unitsIn = async (db: Pick<Tx, 'query'>, id: number, lock = '') => {
  const [pot] = await rows<{ units: number }>(db, `SELECT units FROM pot WHERE id = ? ${lock}`, [
    id,
  ]);
  return pot?.units ?? 0;
};
const take = (tx: Tx, id: number, units: number) =>
  tx.query('UPDATE pot SET units = units - ? WHERE id = ?', [units, id]);
describe('reads that are asked for together', () => {
  it('then each is answered, and no transaction is begun for them', async () => {
    const both = () => hot.reading((db) => Promise.all([unitsIn(db, 1), unitsIn(db, 2)]));
    const { result, statements } = await statementsOf(shop, both);
    expect([result, statements]).toEqual([[10, 10], 2]);
  });

  it('given one of them fails, then all have, and the connection goes on', async () => {
    const broken = hot.reading((db) => Promise.all([unitsIn(db, 1), db.query('SELECT nothing')]));
    await expect(broken).rejects.toMatchObject({ code: 'ER_BAD_FIELD_ERROR' });
    expect(await hot.reading((db) => unitsIn(db, 1))).toBe(10);
  });
});

describe('a hot transaction', () => {
  it('then it looks, writes by what it saw, and commits', async () => {
    const left = await hot.transaction({
      look: async (tx) => {
        const [one, two] = await Promise.all([unitsIn(tx, 1), unitsIn(tx, 2)]);
        return { one, two };
      },
      write: async (tx, { one, two }) => {
        await Promise.all([take(tx, 1, one - 1), take(tx, 2, two - 2)]);
        return one + two;
      },
    });
    expect(left).toBe(20);
    expect([await unitsIn(shop.db, 1), await unitsIn(shop.db, 2)]).toEqual([1, 2]);
  });

  it('then its statements are counted like any other’s, with BEGIN and COMMIT', async () => {
    const work = () =>
      hot.transaction({ look: (tx) => unitsIn(tx, 1), write: (tx) => take(tx, 1, 1) });
    expect((await statementsOf(shop, work)).statements).toBe(4);
  });

  it('given one of its writes fails, then none is kept, and the connection goes on', async () => {
    const tooMuch = hot.transaction({
      look: async () => null,
      write: (tx) => Promise.all([take(tx, 1, 5), take(tx, 2, 11), take(tx, 1, 1)]),
    });
    await expect(tooMuch).rejects.toMatchObject({ errno: 4025 });
    expect([await unitsIn(shop.db, 1), await unitsIn(shop.db, 2)]).toEqual([10, 10]);
    await hot.transaction({ look: async () => null, write: (tx) => take(tx, 1, 1) });
    expect(await unitsIn(shop.db, 1)).toBe(9);
  });

  it('given a look refuses, then nothing stays locked', async () => {
    const refused = hot.transaction({
      look: async (tx) => {
        await unitsIn(tx, 1, 'FOR UPDATE');
        throw new Error('refused');
      },
      write: async () => null,
    });
    await expect(refused).rejects.toThrow('refused');
    await inTransaction(shop.db, (tx) => take(tx, 1, 1));
    expect(await unitsIn(shop.db, 1)).toBe(9);
  });

  it('given two wait for one another, then the victim is done again whole', async () => {
    const crosswise = (first: number, second: number) =>
      hot.transaction({
        look: async (tx) => {
          await unitsIn(tx, first, 'FOR UPDATE');
          await unitsIn(tx, second, 'FOR UPDATE');
        },
        write: (tx) => Promise.all([take(tx, 1, 1), take(tx, 2, 1)]),
      });
    await Promise.all([1, 2, 1, 2].map((first) => crosswise(first, 3 - first)));
    expect([await unitsIn(shop.db, 1), await unitsIn(shop.db, 2)]).toEqual([6, 6]);
  });

  it('given a value that would end a statement, then it stays a value', async () => {
    await shop.db.query('CREATE TABLE IF NOT EXISTS word (said VARCHAR(99))');
    const said = "x'); DROP TABLE pot; -- \\";
    await hot.transaction({
      look: async () => null,
      write: (tx) => tx.query('INSERT INTO word VALUES ?', [[[said]]]),
    });
    expect(await shop.db.query('SELECT said FROM word')).toEqual([{ said }]);
    expect(await unitsIn(shop.db, 1)).toBe(10);
  });
});
