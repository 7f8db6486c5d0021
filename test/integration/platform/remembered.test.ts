import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { Remembered } from '../../../server/src/platform/remembered.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { aShop, type TestShop } from '../../factories/shop.js';

type Reader = Pick<EntityManager, 'query'>;

let shop: TestShop;
let readings: number;
let remembered: Remembered<number>;
beforeAll(async () => {
  shop = await aShop();
});
beforeEach(async () => {
  readings = 0;
  await shop.db.query('UPDATE catalog_version SET version = 1 WHERE id = 1');
  remembered = new Remembered(shop.db.manager, shop.clock, versionIn);
});
afterAll(() => shop.close());

async function versionIn(db: Reader): Promise<number> {
  readings += 1;
  const [row] = await db.query('SELECT version FROM catalog_version WHERE id = 1');
  return (row as { version: number }).version;
}

/** Something to wait for, and a way to let it come. */
function aSignal(): { given: Promise<void>; give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

const raise = (db: Reader) => db.query('UPDATE catalog_version SET version = version + 1');

describe('given something that nearly every request asks for', () => {
  it('when many ask at once, then they share one reading, and so do all within a second', async () => {
    const asked = Array.from({ length: 50 }, () => remembered.current());
    expect(await Promise.all(asked)).toEqual(asked.map(() => 1));
    await remembered.current();
    expect(readings).toBe(1);
  });

  it('when another instance changes it, then it is known after a second', async () => {
    await remembered.current();
    await raise(shop.db.manager);
    expect(await remembered.current()).toBe(1);
    shop.clock.advance(1_000);
    expect(await remembered.current()).toBe(2);
  });

  it('when this instance changes it, then it is known at once', async () => {
    await remembered.current();
    await inTransaction(shop.db, async (tx) => {
      remembered.changed(tx);
      await raise(tx);
      expect(await remembered.current(tx)).toBe(2);
      expect(await remembered.current()).toBe(1);
    });
    expect(await remembered.current()).toBe(2);
  });

  it('when the change is rolled back, then nobody has seen it', async () => {
    const failing = inTransaction(shop.db, async (tx) => {
      remembered.changed(tx);
      await raise(tx);
      await remembered.read(tx);
      throw new Error('thought better of it');
    });
    await expect(failing).rejects.toThrow('thought better of it');
    expect(remembered.last).toBeNull();
    expect(await remembered.current()).toBe(1);
  });

  it('when it changes while it is being read, then what was read before is not kept', async () => {
    const [hasRead, letGo] = [aSignal(), aSignal()];
    const slow = new Remembered(shop.db.manager, shop.clock, async (db) => {
      const version = await versionIn(db);
      hasRead.give();
      if (readings === 1) await letGo.given;
      return version;
    });
    const before = slow.current();
    await hasRead.given;
    await inTransaction(shop.db, async (tx) => {
      slow.changed(tx);
      await raise(tx);
    });
    expect(await slow.current()).toBe(2);
    letGo.give();
    expect(await before).toBe(1);
    expect(await slow.current()).toBe(2);
  });
});
