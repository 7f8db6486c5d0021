import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from '../../../server/src/platform/idempotency.js';
import { newId } from '../../../server/src/platform/new-id.js';
import { Refusal } from '../../../server/src/platform/refusal.js';
import { inTransaction, type Tx } from '../../../server/src/platform/transaction.js';
import { newKey } from '../../factories/http.js';
import { aShop, NOON, type TestShop } from '../../factories/shop.js';
import { countUp, counts, makeProbe } from './probe.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
  await makeProbe(shop);
});
afterAll(() => shop.close());

const aWrite = (over: object = {}) => ({
  ownerId: newId(NOON),
  key: newKey(),
  route: 'POST /shop/tests',
  body: { quantity: 1 },
  ...over,
});
type Write = ReturnType<typeof aWrite>;

/** Counts itself under the write's key, and answers with a number nobody else would. */
const write = (keyed: Write, fails?: Error) =>
  inTransaction(shop.db, (tx) =>
    once(tx, keyed, NOON, async () => {
      await countUp(tx, keyed.key);
      if (fails) throw fails;
      return { answer: Math.random() };
    }),
  );
const timesDone = async ({ key }: Write) => (await counts(shop, key))[key] ?? 0;

describe('given a write with an Idempotency-Key', () => {
  it('when it comes again, then it answers the same and does nothing', async () => {
    const keyed = aWrite();
    const first = await write(keyed);
    expect(await write(keyed)).toEqual(first);
    expect(await timesDone(keyed)).toBe(1);
  });

  it('when ten come at once, then it is done once and all get one answer', async () => {
    const keyed = aWrite();
    const answers = await Promise.all(Array.from({ length: 10 }, () => write(keyed)));
    expect(new Set(answers.map(({ answer }) => answer)).size).toBe(1);
    expect(await timesDone(keyed)).toBe(1);
  });

  it('when its answer is a plain string, or none, then every repeat gets just that', async () => {
    for (const answer of ['plain', '"quoted"', '', null, ['a', 1]]) {
      const keyed = aWrite();
      const ask = () => inTransaction(shop.db, (tx) => once(tx, keyed, NOON, async () => answer));
      expect(await ask()).toEqual(answer);
      expect(await ask()).toEqual(answer);
    }
  });

  it('when the repeat looks at the database as it was before, then it still finds the answer', async () => {
    const keyed = aWrite();
    await shop.db.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SELECT COUNT(*) FROM idempotency_key');
      const first = await write(keyed);
      const repeated = once(manager as Tx, keyed, NOON, async () => ({ answer: 0 }));
      expect(await repeated).toEqual(first);
    });
  });

  it('when the key comes with another body or route, then it is refused', async () => {
    const keyed = aWrite();
    await write(keyed);
    const reused = new Refusal('IDEMPOTENCY_KEY_REUSED');
    await expect(write({ ...keyed, body: { quantity: 2 } })).rejects.toEqual(reused);
    await expect(write({ ...keyed, route: 'POST /shop/others' })).rejects.toEqual(reused);
    expect(await timesDone(keyed)).toBe(1);
  });

  it('when someone else sends the same key, then it is another write', async () => {
    const keyed = aWrite();
    const mine = await write(keyed);
    expect(await write({ ...keyed, ownerId: newId(NOON) })).not.toEqual(mine);
    expect(await timesDone(keyed)).toBe(2);
  });

  it('when it fails, then neither effect nor key stays, and it can be sent again', async () => {
    const keyed = aWrite();
    await expect(write(keyed, new Refusal('CONFLICT'))).rejects.toThrow('CONFLICT');
    expect(await timesDone(keyed)).toBe(0);
    await write({ ...keyed, body: { quantity: 2 } });
    expect(await timesDone(keyed)).toBe(1);
  });
});
