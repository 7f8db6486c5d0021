import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Posting } from '@siyu/shared';
import { audit } from '../../../server/src/audit/audit.js';
import { ledgerChecks } from '../../../server/src/audit/ledger.checks.js';
import { Ledger } from '../../../server/src/ledger/ledger.service.js';
import { newId } from '../../../server/src/platform/new-id.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { anEntry, moved, posted } from '../../factories/ledger.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { statementsOf } from '../../factories/statements.js';

const AT_ONCE = 50;

let shop: TestShop;
let ledger: Ledger;
beforeAll(async () => {
  shop = await aShop();
  ledger = shop.app.get(Ledger, { strict: false });
});
/** The ledger’s own checks: what stands on it has its own, and nothing stands on it here. */
afterEach(async () => {
  const own = new Set(ledgerChecks.map(({ name }) => name));
  const found = await audit(shop.db.manager, shop.clock.now());
  expect(found.filter(({ check }) => own.has(check))).toEqual([]);
});
afterAll(() => shop.close());

const someone = () => newId(shop.clock.now());

async function principalOf(shopperId: string): Promise<number> {
  return (await ledger.balances(shopperId))['wallet.principal'];
}

describe('given a shopper with ¥30.00', () => {
  it('when the same entry is posted again, then it counts once and answers the first', async () => {
    const entry = anEntry(shop);
    const first = await posted(shop, entry);
    expect(await posted(shop, entry)).toEqual({ entryId: first.entryId, isNew: false });
    expect(await principalOf(entry.shopperId)).toBe(3_000);
  });

  it('when another entry comes under the same key, then it fails and moves nothing', async () => {
    const entry = anEntry(shop);
    await posted(shop, entry);
    const other = { ...entry, postings: moved('wallet.principal', 3_001) };
    await expect(posted(shop, other)).rejects.toThrow('another entry under the key');
    expect(await principalOf(entry.shopperId)).toBe(3_000);
  });

  it('when a fen more than that is taken, then it is refused and all of it is undone', async () => {
    const { shopperId } = anEntry(shop);
    await posted(shop, anEntry(shop, { shopperId }));
    const postings: Posting[] = [
      { account: 'wallet.principal-held', amount: 3_001 },
      { account: 'wallet.principal', amount: -3_001 },
    ];
    const taking = posted(shop, anEntry(shop, { shopperId, postings }));
    await expect(taking).rejects.toMatchObject({ code: 'BALANCE_INSUFFICIENT' });
    expect(await ledger.balances(shopperId)).toMatchObject({
      'wallet.principal': 3_000,
      'wallet.principal-held': 0,
    });
  });

  it('when fifty take a tenth of it at once, then ten of them get it', async () => {
    const { shopperId } = anEntry(shop);
    await posted(shop, anEntry(shop, { shopperId }));
    const takes = Array.from({ length: AT_ONCE }, () =>
      posted(shop, anEntry(shop, { shopperId, postings: moved('wallet.principal', -300) })),
    );
    const outcomes = await Promise.allSettled(takes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(await principalOf(shopperId)).toBe(0);
  });

  it('when fifty post the same entry at once, then one of them is new', async () => {
    const entry = anEntry(shop);
    const all = await Promise.all(Array.from({ length: AT_ONCE }, () => posted(shop, entry)));
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(all.map(({ entryId }) => entryId)).size).toBe(1);
    expect(await principalOf(entry.shopperId)).toBe(3_000);
  });
});

describe('given points that were spent', () => {
  it('when what gave them goes back, then the balance is below zero', async () => {
    const shopperId = someone();
    const postings: Posting[] = [
      { account: 'points.active', amount: -70 },
      { account: 'shop.points-given', amount: 70 },
    ];
    await posted(shop, anEntry(shop, { shopperId, postings }));
    expect((await ledger.balances(shopperId))['points.active']).toBe(-70);
  });
});

describe('given money moved to and fro between two accounts by many at once', () => {
  it('then nobody waits for another crosswise, and all of it is there', async () => {
    const shopperId = someone();
    await posted(shop, anEntry(shop, { shopperId }));
    const there = (amount: number): Posting[] => [
      { account: 'wallet.principal', amount: -amount },
      { account: 'wallet.principal-held', amount },
    ];
    await posted(shop, anEntry(shop, { shopperId, postings: there(1_500) }));
    const to = Array.from({ length: AT_ONCE }, (_, at) => there(at % 2 === 0 ? 10 : -10));
    // Directly, not through `inTransaction`: a deadlock would not be tried again.
    const each = to.map((postings) =>
      shop.db.transaction((tx) => ledger.post(tx as never, anEntry(shop, { shopperId, postings }))),
    );
    await Promise.all(each);
    expect(await ledger.balances(shopperId)).toMatchObject({
      'wallet.principal': 1_500,
      'wallet.principal-held': 1_500,
    });
  });
});

describe('the statement of a shopper', () => {
  const both = ['wallet.principal', 'wallet.bonus'] as const;

  it('given entries in one or two accounts, then a page has whole entries, newest first', async () => {
    const shopperId = someone();
    for (const amount of [100, 200, 300]) {
      const postings: Posting[] = [
        ...moved('wallet.principal', amount),
        { account: 'wallet.bonus', amount: amount / 10 },
        { account: 'shop.bonus-given', amount: -amount / 10 },
      ];
      await posted(shop, anEntry(shop, { shopperId, postings }));
    }
    const first = await ledger.statement(shopperId, both, { limit: 2 });
    expect(first.items.map(({ moves }) => moves)).toEqual([
      {
        'wallet.principal': { amount: 300, balanceAfter: 600 },
        'wallet.bonus': { amount: 30, balanceAfter: 60 },
      },
      {
        'wallet.principal': { amount: 200, balanceAfter: 300 },
        'wallet.bonus': { amount: 20, balanceAfter: 30 },
      },
    ]);
    const cursor = first.nextCursor ?? '';
    const second = await ledger.statement(shopperId, both, { cursor, limit: 2 });
    expect(second.items.map(({ moves }) => moves['wallet.principal']?.balanceAfter)).toEqual([100]);
    expect(second.nextCursor).toBeNull();
  });

  it('given a cursor nobody gave out, then it is refused', async () => {
    const asked = ledger.statement(someone(), both, { cursor: 'x', limit: 2 });
    await expect(asked).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('SQL statements of an entry', () => {
  const count = (shopperId: string) =>
    statementsOf(shop, () =>
      inTransaction(shop.db, (tx) => ledger.post(tx, anEntry(shop, { shopperId }))),
    );

  it('then they are three, and two more the first time, beside the COMMIT', async () => {
    const shopperId = someone();
    expect((await count(shopperId)).statements).toBe(5 + 1);
    expect((await count(shopperId)).statements).toBe(3 + 1);
  });
});
