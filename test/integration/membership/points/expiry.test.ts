import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message, Page, PointsView } from '@siyu/shared';
import { inTransaction } from '../../../../server/src/platform/transaction.js';
import { Sweeps } from '../../../../server/src/platform/sweeps.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  aMember,
  balancesOf,
  earned,
  granted,
  held,
  setPoints,
} from '../../../factories/points.js';
import { aShopper, type TestShopper } from '../../../factories/shopper.js';
import { aShop, type TestShop } from '../../../factories/shop.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
  await setPoints(shop, { expiryMonths: 1, noticeDays: 15 });
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const notices = async (shopper: TestShopper) => {
  const { items } = await shopper.get<Page<Message>>('/shop/messages');
  return items.filter(({ kind }) => kind === 'points-expiring').map(({ facts }) => facts);
};
const at = async (instant: string) => {
  shop.clock.set(new Date(instant));
  await shop.settle();
};

describe('given points that lapse at the end of a month', () => {
  it('then their owner is told once, and they are gone at Beijing midnight, not before', async () => {
    const someone = await aShopper(shop);
    await granted(shop, someone.id, 70);
    await granted(shop, someone.id, 50);
    await held(shop, someone.id, 20);
    expect((await someone.get<PointsView>('/shop/points')).expiring).toEqual({
      ...{ points: 100, at: '2026-12-31T16:00:00.000Z' },
    });
    await at('2026-12-16T15:59:59.999Z');
    const again = await aShopper(shop, { openid: someone.openid });
    expect(await notices(again)).toEqual([]);
    await at('2026-12-16T16:00:00.000Z');
    await shop.settle();
    expect(await notices(again)).toEqual([{ points: 100, until: '2027年1月1日 00:00' }]);
    await at('2026-12-31T15:59:59.999Z');
    expect((await balancesOf(shop, someone.id)).active).toBe(100);
    await at('2026-12-31T16:00:00.000Z');
    expect(await balancesOf(shop, someone.id)).toEqual({ active: 0, pending: 0, held: 20 });
  });

  it('when all of them are spent before, then nobody is told', async () => {
    shop.clock.set(new Date('2027-02-01T04:00:00.000Z'));
    const someone = await aShopper(shop);
    await granted(shop, someone.id, 70);
    await held(shop, someone.id, 70);
    await at('2027-03-20T04:00:00.000Z');
    expect(await notices(await aShopper(shop, { openid: someone.openid }))).toEqual([]);
  });
});

describe('given many people’s points are due in the same moment', () => {
  it('when one cannot be moved, then it holds up nobody, and is moved the next time', async () => {
    await at('2027-05-01T04:00:00.000Z');
    const people = await Promise.all(Array.from({ length: 5 }, () => aMember(shop)));
    for (const shopperId of people) await earned(shop, shopperId, 10_000);
    shop.clock.set(new Date('2027-05-15T04:00:00.000Z'));
    const sweeps = shop.app.get(Sweeps);
    const stuck = people[1]!;
    await shop.db.query(
      "UPDATE ledger_balance SET balance = 0 WHERE shopper_id = ? AND account = 'points.pending'",
      [stuck],
    );
    await sweeps.runNow('points.activate');
    const active = async () =>
      (await Promise.all(people.map((id) => balancesOf(shop, id)))).map((one) => one.active);
    expect(await active()).toEqual([100, 0, 100, 100, 100]);
    await inTransaction(shop.db, (tx) =>
      tx.query(
        "UPDATE ledger_balance SET balance = 100 WHERE shopper_id = ? AND account = 'points.pending'",
        [stuck],
      ),
    );
    await Promise.all([sweeps.runNow('points.activate'), sweeps.runNow('points.activate')]);
    expect(await active()).toEqual([100, 100, 100, 100, 100]);
  });
});
