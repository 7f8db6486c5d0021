import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen } from '../../../../shared/src/money.js';
import { newId } from '../../../../server/src/platform/new-id.js';
import { inTransaction } from '../../../../server/src/platform/transaction.js';
import { Points } from '../../../../server/src/membership/points/spending/points.service.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  aMember,
  afterTime,
  balancesOf,
  granted,
  held,
  setPoints,
  spending,
} from '../../../factories/points.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { statementsOf } from '../../../factories/statements.js';

const AT_ONCE = 50;

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
  await setPoints(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

async function someoneWith(points: number): Promise<string> {
  const shopperId = await aMember(shop);
  await granted(shop, shopperId, points);
  return shopperId;
}

/** What is left in each of a shopper's lots, the oldest first. */
async function lotsOf(shopperId: string): Promise<number[]> {
  const sql = 'SELECT points_left AS points FROM point_lot WHERE shopper_id = ? ORDER BY id';
  const found: { points: number }[] = await shop.db.query(sql, [shopperId]);
  return found.map(({ points }) => points);
}

const capture = (orderId: string) => spending(shop, (points, tx) => points.capture(tx, [orderId]));
const release = (orderId: string) => spending(shop, (points, tx) => points.release(tx, orderId));
const holdAgain = (orderId: string) =>
  spending(shop, (points, tx) => points.tryHoldAgain(tx, orderId));
const giveBack = (orderId: string, amountFen: number, refundId = newId(shop.clock.now())) =>
  spending(shop, (points, tx) =>
    points.giveBack(tx, { orderId, refundId, amountFen: fen(amountFen) }),
  );

describe('given points that an order holds', () => {
  it('when it is paid, then they are spent, however often that is told', async () => {
    const shopperId = await someoneWith(500);
    const orderId = await held(shop, shopperId, 300);
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 200, pending: 0, held: 300 });
    await held(shop, shopperId, 300, orderId);
    await capture(orderId);
    await capture(orderId);
    await release(orderId);
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 200, pending: 0, held: 0 });
  });

  it('when it closes, then each lot has what it gave', async () => {
    const shopperId = await someoneWith(100);
    await granted(shop, shopperId, 200);
    const orderId = await held(shop, shopperId, 250);
    expect(await lotsOf(shopperId)).toEqual([0, 50]);
    await release(orderId);
    await release(orderId);
    expect(await lotsOf(shopperId)).toEqual([100, 200]);
  });

  it('when it closed and is paid late, then they are held again if they are there', async () => {
    const shopperId = await someoneWith(300);
    const orderId = await held(shop, shopperId, 300);
    await release(orderId);
    expect(await holdAgain(orderId)).toBe(true);
    await release(orderId);
    const other = await held(shop, shopperId, 1);
    expect(await holdAgain(orderId)).toBe(false);
    await release(other);
    expect(await holdAgain(orderId)).toBe(true);
    await capture(orderId);
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 0, pending: 0, held: 0 });
  });

  it('when an order holds none, then all of it is passed over', async () => {
    const orderId = newId(shop.clock.now());
    await capture(orderId);
    await release(orderId);
    expect(await holdAgain(orderId)).toBe(true);
  });
});

describe('given an order that was paid with points', () => {
  it('when it is refunded in parts, then the last of them brings every lot what it gave', async () => {
    await setPoints(shop, { redeem: { pointsPerYuan: 33, capBps: 10_000, pointsMin: 0 } });
    const shopperId = await someoneWith(40);
    await granted(shop, shopperId, 200);
    const orderId = await held(shop, shopperId, 301);
    await capture(orderId);
    expect((await balancesOf(shop, shopperId)).active).toBe(240 - 100);
    const refundId = newId(shop.clock.now());
    await giveBack(orderId, 100, refundId);
    await giveBack(orderId, 100, refundId);
    await giveBack(orderId, 1);
    expect((await balancesOf(shop, shopperId)).active).toBe(240 - 100 + 33);
    await giveBack(orderId, 200);
    expect(await lotsOf(shopperId)).toEqual([40, 200]);
    await expect(giveBack(orderId, 1)).rejects.toThrow('302 of 301 fen back');
    await setPoints(shop);
  });

  it('case 41: when what comes back expires today, then it keeps that expiry, and is gone at once when late', async () => {
    await setPoints(shop, { expiryMonths: 1 });
    const shopperId = await someoneWith(300);
    const orderId = await held(shop, shopperId, 300);
    await capture(orderId);
    shop.clock.set(new Date('2026-12-31T15:59:59.999Z'));
    await giveBack(orderId, 100);
    expect((await balancesOf(shop, shopperId)).active).toBe(100);
    shop.clock.set(new Date('2026-12-31T16:00:00.000Z'));
    await giveBack(orderId, 100);
    expect((await balancesOf(shop, shopperId)).active).toBe(100);
    await shop.settle();
    await giveBack(orderId, 100);
    expect((await balancesOf(shop, shopperId)).active).toBe(0);
    const kinds: { kind: string }[] = await shop.db.query(
      'SELECT kind FROM ledger_entry WHERE shopper_id = ? ORDER BY id',
      [shopperId],
    );
    expect(kinds.map(({ kind }) => kind).slice(-6)).toEqual([
      ...['points-given-back', 'points-given-back', 'points-expired'],
      ...['points-expired', 'points-given-back', 'points-expired'],
    ]);
    await setPoints(shop);
  });

  it('when an order that holds some closes after they expired, then they expire at once', async () => {
    await setPoints(shop, { expiryMonths: 1 });
    const shopperId = await someoneWith(300);
    const orderId = await held(shop, shopperId, 200);
    await afterTime(shop, 62);
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 0, pending: 0, held: 200 });
    await release(orderId);
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 0, pending: 0, held: 0 });
    expect(await holdAgain(orderId)).toBe(false);
    await setPoints(shop);
  });
});

describe('given a balance that many orders want at once', () => {
  it('when fifty hold a tenth of it, then ten get it, and nobody overdraws', async () => {
    const shopperId = await someoneWith(500);
    await granted(shop, shopperId, 500);
    const outcomes = await Promise.allSettled(
      Array.from({ length: AT_ONCE }, () => held(shop, shopperId, 100)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(new Set(refused.map(({ code }: { code: string }) => code))).toEqual(
      new Set(['POINTS_INSUFFICIENT']),
    );
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 0, pending: 0, held: 1_000 });
  });

  it('when one order is placed fifty times at once, then it holds once', async () => {
    const shopperId = await someoneWith(500);
    const orderId = newId(shop.clock.now());
    await Promise.all(Array.from({ length: AT_ONCE }, () => held(shop, shopperId, 100, orderId)));
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 400, pending: 0, held: 100 });
  });
});

describe('given points are off', () => {
  it('then none pay, and an order that holds some goes on', async () => {
    const shopperId = await someoneWith(500);
    const orderId = await held(shop, shopperId, 100);
    await setPoints(shop, { isOn: false });
    await expect(held(shop, shopperId, 100)).rejects.toMatchObject({
      code: 'POINTS_INSUFFICIENT',
    });
    await capture(orderId);
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 400, pending: 0, held: 0 });
    await setPoints(shop);
  });
});

describe('SQL statements', () => {
  it('then holding takes 10, capturing 6, releasing 13, giving back 14, the COMMIT included', async () => {
    const shopperId = await someoneWith(500);
    const service = shop.app.get(Points, { strict: false });
    await held(shop, shopperId, 1);
    const count = async (work: Parameters<typeof inTransaction>[1]) =>
      (await statementsOf(shop, () => inTransaction(shop.db, work))).statements;
    const [first, second] = [newId(shop.clock.now()), newId(shop.clock.now())];
    const hold = (orderId: string) => ({ shopperId, orderId, amountFen: fen(100) });
    const back = { orderId: second, refundId: second, amountFen: fen(50) };
    expect([
      await count((tx) => service.hold(tx, hold(first))),
      await count((tx) => service.release(tx, first)),
      await count((tx) => service.hold(tx, hold(second))),
      await count((tx) => service.capture(tx, [second])),
      await count((tx) => service.giveBack(tx, back)),
    ]).toEqual([10, 13, 10, 6, 14]);
  });
});
