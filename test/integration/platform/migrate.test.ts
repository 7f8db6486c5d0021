import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, migrationsDue } from '../../../server/src/platform/data-source.js';
import { aShop, NOON, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
  await shop.db.query('CREATE TABLE growing (id INT NOT NULL PRIMARY KEY) ENGINE=InnoDB');
});
afterAll(() => shop.close());

const step = {
  name: '9001-grow',
  statements: [
    'ALTER TABLE growing ADD COLUMN height INT NOT NULL DEFAULT 0',
    'ALTER TABLE growing ADD KEY by_height (height)',
  ],
};

describe('given a schema to bring up to date', () => {
  it('when all has run, then nothing is due', async () => {
    expect(await migrationsDue(shop.db)).toEqual([]);
    expect(await migrate(shop.db, NOON)).toEqual([]);
  });

  it('when a crash left a step half done, then it is run again to its end', async () => {
    await shop.db.query(step.statements[0]!);
    expect(await migrate(shop.db, NOON, [step])).toEqual([step.name]);
    const keys = await shop.db.query(`SHOW KEYS FROM growing WHERE Key_name = 'by_height'`);
    expect(keys).toHaveLength(1);
  });

  it('when a step is wrong, then it fails and stays due', async () => {
    const wrong = { name: '9002-wrong', statements: ['ALTER TABLE nowhere ADD COLUMN a INT'] };
    await expect(migrate(shop.db, NOON, [wrong])).rejects.toThrow('nowhere');
    const sql = 'SELECT name FROM schema_migration WHERE name = ?';
    expect(await shop.db.query(sql, [wrong.name])).toEqual([]);
  });
});
