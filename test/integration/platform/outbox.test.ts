import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, QueuedDelivery } from '@siyu/shared';
import { Dispatcher } from '../../../server/src/platform/dispatcher.js';
import { Outbox } from '../../../server/src/platform/outbox.js';
import { inTransaction, rows, type Tx } from '../../../server/src/platform/transaction.js';
import { anOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { countUp, counts, makeProbe } from './probe.js';

declare module '../../../server/src/platform/outbox.js' {
  interface Events {
    'test.counted': { name: string };
    'test.poisoned': { name: string; poison: boolean };
    'test.unheard': object;
    'test.newer': { name: string };
  }
}

const HOUR_MS = 3_600_000;
const ATTEMPTS_MAX = 20;

let shop: TestShop;
let outbox: Outbox;
let mended = false;
beforeAll(async () => {
  shop = await aShop();
  await makeProbe(shop);
  outbox = shop.app.get(Outbox);
  outbox.listen({ name: 'test-counter', kind: 'test.counted', handle: countAll });
  outbox.listen({ name: 'test-poisoned', kind: 'test.poisoned', handle: countAllButPoison });
});
afterAll(() => shop.close());

async function countAll(tx: Tx, payloads: { name: string }[]): Promise<void> {
  for (const { name } of payloads) await countUp(tx, name);
}

async function countAllButPoison(
  tx: Tx,
  payloads: { name: string; poison: boolean }[],
): Promise<void> {
  await countAll(tx, payloads);
  if (!mended && payloads.some(({ poison }) => poison)) throw new Error('poison');
}

const waiting = () =>
  rows<{ id: string; listener: string; attempts: number; dead: number }>(
    shop.db.manager,
    `SELECT id, listener, attempts, dead FROM outbox_delivery WHERE listener LIKE 'test-%'`,
  );

describe('given an event', () => {
  it('when its transaction commits, then its listener acts on it once', async () => {
    await inTransaction(shop.db, (tx) => outbox.add(tx, 'test.counted', { name: 'once' }));
    await shop.settle();
    await shop.settle();
    expect([await counts(shop, 'once'), await waiting()]).toEqual([{ once: 1 }, []]);
  });

  it('when its transaction fails, then nobody hears of it', async () => {
    const failing = inTransaction(shop.db, async (tx) => {
      await outbox.add(tx, 'test.counted', { name: 'unsaid' });
      throw new Error('after the event');
    });
    await expect(failing).rejects.toThrow('after the event');
    await shop.settle();
    expect(await counts(shop, 'unsaid')).toEqual({});
  });

  it('when nobody listens, then nothing is written', async () => {
    await inTransaction(shop.db, (tx) => outbox.add(tx, 'test.unheard', {}));
    expect(await waiting()).toEqual([]);
  });

  it('when others are written meanwhile, then those that are there wait for none of them', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `there-${n}`);
    await inTransaction(shop.db, async (tx) => {
      for (const name of names) await outbox.add(tx, 'test.counted', { name });
    });
    await shop.db.transaction(async (another) => {
      await outbox.add(another as Tx, 'test.counted', { name: 'later' });
      await shop.app.get(Dispatcher).runOnce();
    });
    expect(await counts(shop, 'there-9')).toEqual({ 'there-9': 1 });
    await shop.settle();
  });

  it('when 250 wait and three dispatchers race, then each counts once', async () => {
    const names = Array.from({ length: 250 }, (_, n) => `race-${String(n).padStart(3, '0')}`);
    await inTransaction(shop.db, async (tx) => {
      for (const name of names) await outbox.add(tx, 'test.counted', { name });
    });
    const drain = async (dispatcher: Dispatcher) => {
      while (await dispatcher.runOnce());
    };
    const others = [1, 2].map(() => new Dispatcher(shop.db, shop.clock, outbox));
    await Promise.all([drain(shop.app.get(Dispatcher)), ...others.map(drain)]);
    await shop.settle();
    expect(await counts(shop, 'race-')).toEqual(Object.fromEntries(names.map((name) => [name, 1])));
  });
});

describe('given a listener that only a newer instance knows, as during an upgrade', () => {
  it('when an older one delivers, then it leaves that event alone and delivers the others', async () => {
    outbox.listen({ name: 'test-newer', kind: 'test.newer', handle: countAll });
    await inTransaction(shop.db, async (tx) => {
      await outbox.add(tx, 'test.newer', { name: 'newer' });
      await outbox.add(tx, 'test.counted', { name: 'older' });
    });
    const known = new Outbox(shop.clock);
    const older = new Dispatcher(shop.db, shop.clock, known);
    expect(await older.runOnce()).toBe(false);
    known.listen({ name: 'test-counter', kind: 'test.counted', handle: countAll });
    await older.runOnce();
    expect(await counts(shop, 'older')).toEqual({ older: 1 });
    expect(await waiting()).toMatchObject([{ listener: 'test-newer', attempts: 0, dead: 0 }]);
    await shop.settle();
    expect([await counts(shop, 'newer'), await waiting()]).toEqual([{ newer: 1 }, []]);
  });
});

describe('given a batch with one event its listener fails on', () => {
  const tell = (names: string[], poison?: string) =>
    inTransaction(shop.db, async (tx) => {
      for (const name of names) {
        await outbox.add(tx, 'test.poisoned', { name, poison: name === poison });
      }
    });

  it('when it fails for ever, then the others count once and it is a dead letter', async () => {
    await tell(['batch-1', 'batch-2', 'batch-3'], 'batch-2');
    await shop.settle();
    expect(await counts(shop, 'batch-')).toEqual({ 'batch-1': 1, 'batch-3': 1 });
    expect(await waiting()).toMatchObject([{ attempts: 1, dead: 0 }]);
    for (let attempt = 2; attempt <= ATTEMPTS_MAX + 5; attempt++) {
      shop.clock.advance(HOUR_MS);
      await shop.settle();
    }
    expect(await waiting()).toMatchObject([{ attempts: ATTEMPTS_MAX, dead: 1 }]);
    expect(await counts(shop, 'batch-')).toEqual({ 'batch-1': 1, 'batch-3': 1 });
  });

  it('when the cause is mended and an operator retries it, then it counts once', async () => {
    const operator = await anOperator(shop, ['jobs.manage']);
    const dead = await operator.get<Page<QueuedDelivery>>('/ops/outbox?dead=1');
    expect(dead.items).toMatchObject([{ listener: 'test-poisoned', lastError: 'Error: poison' }]);
    mended = true;
    const path = `/ops/outbox/${dead.items[0]?.id}/retry`;
    expect(await operator.post(path)).toMatchObject({ isDead: false, attempts: 0 });
    await shop.settle();
    expect((await counts(shop, 'batch-'))['batch-2']).toBe(1);
    expect(await waiting()).toEqual([]);
    expect(await operator.refusal('POST', path)).toBe('NOT_FOUND');
  });

  it('when an operator reads the queue of living events, then dead ones are apart', async () => {
    mended = false;
    await tell(['living'], 'living');
    await shop.settle();
    const operator = await anOperator(shop, ['jobs.manage']);
    const page = (query: string) => operator.get<Page<QueuedDelivery>>(`/ops/outbox${query}`);
    expect((await page('?dead=1')).items).toEqual([]);
    expect((await page('?dead=0')).items).toMatchObject([{ attempts: 1, isDead: false }]);
    expect((await page('')).items).toHaveLength(1);
  });
});
