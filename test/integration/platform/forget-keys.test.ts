import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { daysAfter } from '@siyu/shared';
import { once } from '../../../server/src/platform/idempotency.js';
import { firstArrival } from '../../../server/src/platform/inbox.js';
import { newId } from '../../../server/src/platform/new-id.js';
import { Sweeps } from '../../../server/src/platform/sweeps.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { aShop, NOON, type TestShop } from '../../factories/shop.js';

const MORE_THAN_A_BATCH = 1_001;

let shop: TestShop;
const ownerId = newId(NOON);
beforeAll(async () => {
  shop = await aShop();
});
afterAll(() => shop.close());

/** Whether the write is done, rather than known as a repeat. */
async function isDone(key: string): Promise<boolean> {
  let done = false;
  const write = { ownerId, key, route: 'POST /shop/tests', body: {} };
  await inTransaction(shop.db, (tx) =>
    once(tx, write, shop.clock.now(), async () => {
      done = true;
    }),
  );
  return done;
}

const isFirst = (messageId: string) =>
  inTransaction(shop.db, (tx) => firstArrival(tx, 'test', messageId, shop.clock.now()));

it('given a write a week old and a younger one, when swept, then only the old one is forgotten', async () => {
  await isDone('old');
  shop.clock.set(daysAfter(NOON, 1));
  await isDone('young');
  shop.clock.set(new Date(daysAfter(NOON, 7).getTime() + 1));
  await shop.app.get(Sweeps).runNow('forget-keys');
  expect([await isDone('old'), await isDone('young')]).toEqual([true, false]);
});

it('given notifications of 400 days ago, more than a batch, when swept, then only they are', async () => {
  const from = shop.clock.now();
  const old = Array.from({ length: MORE_THAN_A_BATCH }, (_, at) => ['test', `old-${at}`, from]);
  const sql = 'INSERT INTO inbox_message (source, message_id, arrived_at) VALUES ?';
  await shop.db.query(sql, [old]);
  shop.clock.set(daysAfter(from, 1));
  await isFirst('young');
  shop.clock.set(new Date(daysAfter(from, 400).getTime() + 1));
  await shop.app.get(Sweeps).runNow('forget-keys');
  const left = await shop.db.query('SELECT message_id FROM inbox_message');
  expect(left).toEqual([{ message_id: 'young' }]);
  expect([await isFirst('old-0'), await isFirst('young')]).toEqual([true, false]);
});
