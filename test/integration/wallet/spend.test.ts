import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { statementsOf } from '../../factories/statements.js';
import { aLot, anId, balanceOf, bought, held, lotsOf, withWallet } from '../../factories/wallet.js';

const AT_ONCE = 50;
const NOTHING = { principal: 0, bonus: 0 };

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** Someone with ¥3000 and ¥1000 of bonus. */
async function aHolder(): Promise<string> {
  const shopperId = anId(shop);
  await aLot(shop, shopperId, { principal: 300_000, bonus: 100_000 });
  return shopperId;
}

const release = (orderId: string) => withWallet(shop, (wallet, tx) => wallet.release(tx, orderId));
const capture = (...orderIds: string[]) =>
  withWallet(shop, (wallet, tx) => wallet.capture(tx, orderIds));
const giveBack = (orderId: string, amount: number, refundId = anId(shop)) =>
  withWallet(shop, (wallet, tx) =>
    wallet.giveBack(tx, { orderId, refundId, amountFen: fen(amount) }),
  );
const holdAgain = (shopperId: string, orderId: string, amount: number) =>
  withWallet(shop, (wallet, tx) =>
    wallet.tryHoldAgain(tx, { shopperId, orderId, amountFen: fen(amount) }),
  );

describe('given ¥3000 with ¥1000 of bonus', () => {
  it('when an order of ¥500 is placed, then three quarters of it are principal, and it is held', async () => {
    const shopperId = await aHolder();
    await held(shop, shopperId, 50_000);
    expect(await balanceOf(shop, shopperId)).toEqual({
      ...{ principal: 262_500, bonus: 87_500 },
      held: { principal: 37_500, bonus: 12_500 },
    });
  });

  it('when it is paid, then nothing is held any more, and what is told twice counts once', async () => {
    const shopperId = await aHolder();
    const orderId = await held(shop, shopperId, 50_000);
    await capture(orderId, anId(shop));
    await capture(orderId);
    const after = { principal: 262_500, bonus: 87_500, held: NOTHING };
    expect(await balanceOf(shop, shopperId)).toEqual(after);
    await release(orderId);
    expect(await balanceOf(shop, shopperId)).toEqual(after);
  });

  it('when it closes unpaid, then each lot has again what it had, once', async () => {
    const shopperId = await aHolder();
    await aLot(shop, shopperId, { principal: 100, bonus: 3 });
    const orderId = await held(shop, shopperId, 400_050);
    await release(orderId);
    await release(orderId);
    expect(await lotsOf(shop, shopperId)).toEqual([
      [300_000, 100_000],
      [100, 3],
    ]);
  });

  it('when a fen more than both is asked for, then it is refused and nothing is held', async () => {
    const shopperId = await aHolder();
    await expect(held(shop, shopperId, 400_001)).rejects.toMatchObject({
      code: 'BALANCE_INSUFFICIENT',
    });
    expect((await balanceOf(shop, shopperId)).held).toEqual(NOTHING);
  });

  it('when the same order asks again, then it has what it has; for another amount it fails', async () => {
    const shopperId = await aHolder();
    const orderId = await held(shop, shopperId, 50_000);
    await held(shop, shopperId, 50_000, orderId);
    expect((await balanceOf(shop, shopperId)).principal).toBe(262_500);
    await expect(held(shop, shopperId, 50_001, orderId)).rejects.toThrow('another amount');
  });
});

describe('case 35: given a balance that is enough for one order', () => {
  it('when two tabs pay by it at once, then one of them does', async () => {
    const shopperId = await aHolder();
    const both = [held(shop, shopperId, 300_000), held(shop, shopperId, 300_000)];
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await balanceOf(shop, shopperId)).toMatchObject({ principal: 75_000, bonus: 25_000 });
  });

  it('when fifty spend a tenth of it at once, then ten do and it is never below zero', async () => {
    const shopperId = await aHolder();
    const all = Array.from({ length: AT_ONCE }, () => held(shop, shopperId, 40_000));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    const refusals = outcomes.filter((one) => one.status === 'rejected');
    expect(new Set(refusals.map(({ reason }) => reason.code))).toEqual(
      new Set(['BALANCE_INSUFFICIENT']),
    );
    expect(await balanceOf(shop, shopperId)).toMatchObject(NOTHING);
  });

  it('when orders are placed, closed and paid crosswise at once, then nobody is stuck and nothing is lost', async () => {
    const shopperId = await aHolder();
    const orders = await Promise.all(
      Array.from({ length: 20 }, () => held(shop, shopperId, 10_001)),
    );
    await Promise.all([
      ...orders.slice(0, 10).map((orderId) => release(orderId)),
      ...orders.slice(10).map((orderId) => capture(orderId)),
      ...Array.from({ length: 10 }, () => bought(shop, shopperId, 5_003)),
    ]);
    const { principal, bonus, held: inHeld } = await balanceOf(shop, shopperId);
    expect(principal + bonus).toBe(400_000 - 10 * 10_001 - 10 * 5_003);
    expect(inHeld).toEqual(NOTHING);
  });
});

describe('given an order of ¥500 that was paid by balance', () => {
  it('when it is refunded in three parts, then its lots are exactly as they were', async () => {
    const shopperId = await aHolder();
    const orderId = await bought(shop, shopperId, 50_000);
    for (const amount of [333, 1, 49_666]) await giveBack(orderId, amount);
    expect(await lotsOf(shop, shopperId)).toEqual([[300_000, 100_000]]);
  });

  it('when a refund is told twice, then it counts once', async () => {
    const shopperId = await aHolder();
    const orderId = await bought(shop, shopperId, 50_000);
    const refundId = anId(shop);
    await giveBack(orderId, 20_000, refundId);
    await giveBack(orderId, 20_000, refundId);
    expect(await lotsOf(shop, shopperId)).toEqual([[277_500, 92_500]]);
  });

  it('when more than it took would go back, then it fails', async () => {
    const orderId = await bought(shop, await aHolder(), 50_000);
    await giveBack(orderId, 49_999);
    await expect(giveBack(orderId, 2)).rejects.toThrow('2 of 1 cannot go back');
  });
});

describe('given an order that closed and is paid late', () => {
  it('when the balance has the amount still, then it holds again, once', async () => {
    const shopperId = await aHolder();
    const orderId = await held(shop, shopperId, 50_000);
    await release(orderId);
    expect(await holdAgain(shopperId, orderId, 50_000)).toBe(true);
    expect(await holdAgain(shopperId, orderId, 50_000)).toBe(true);
    await capture(orderId);
    expect(await balanceOf(shop, shopperId)).toMatchObject({ principal: 262_500, held: NOTHING });
    await giveBack(orderId, 50_000);
    expect(await lotsOf(shop, shopperId)).toEqual([[300_000, 100_000]]);
  });

  it('when it was spent since, then it does not, and the transaction goes on', async () => {
    const shopperId = await aHolder();
    const orderId = await held(shop, shopperId, 50_000);
    await release(orderId);
    await bought(shop, shopperId, 399_000);
    expect(await holdAgain(shopperId, orderId, 50_000)).toBe(false);
    expect((await balanceOf(shop, shopperId)).principal).toBe(750);
  });
});

describe('SQL statements, beside the COMMIT', () => {
  const count = async (work: () => Promise<unknown>) => (await statementsOf(shop, work)).statements;

  it('then an order costs eight to place and five to pay, and nothing where it holds nothing', async () => {
    const shopperId = await aHolder();
    await bought(shop, shopperId, 100);
    const orderId = anId(shop);
    expect(await count(() => held(shop, shopperId, 100, orderId))).toBe(8 + 1);
    expect(await count(() => capture(orderId))).toBe(5 + 1);
    expect(await count(() => capture(anId(shop)))).toBe(1 + 1);
    expect(await count(() => giveBack(orderId, 50))).toBe(10 + 1);
  });
});
