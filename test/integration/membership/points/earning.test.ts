import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PointsView } from '@siyu/shared';
import { fen } from '../../../../shared/src/money.js';
import { BenefitSources } from '../../../../server/src/membership/benefits/benefit-sources.js';
import { newId } from '../../../../server/src/platform/new-id.js';
import { refundedUnits } from '../../../factories/after-sale.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  afterDays,
  aPaidOrder,
  received,
  settled,
  shipped,
  unitsOf,
} from '../../../factories/fulfilment.js';
import { anOperator } from '../../../factories/operator.js';
import {
  aMember,
  afterTime,
  balancesOf,
  earned,
  granted,
  held,
  returnedTo,
  setPoints,
  spending,
  storyOf,
} from '../../../factories/points.js';
import { aBuyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
});
beforeEach(() => setPoints(shop));
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

describe('given a paid order of ¥118.00, freight aside', () => {
  const people = async () => ({ buyer: await aBuyer(shop), operator: await anOperator(shop) });

  it('when it is received, then its points are pending until after-sales are over', async () => {
    const { buyer, operator } = await people();
    const order = await aPaidOrder(shop, buyer, 2, { priceFen: fen(5_900) });
    expect(await buyer.get<PointsView>('/shop/points')).toMatchObject({ active: 0, pending: 0 });
    await shipped(shop, operator, order);
    await received(shop, buyer, order.id);
    await settled(shop);
    expect(await balancesOf(shop, buyer.id)).toEqual({ active: 0, pending: 118, held: 0 });
    const later = await afterDays(shop, 15, { buyer, operator });
    expect(await storyOf(later.buyer)).toEqual([
      ['points-earned', 118, 118],
      ['points-activated', 118, 118],
    ]);
  });

  it('when one of two is refunded before and one after receipt, then nothing is kept', async () => {
    const { buyer, operator } = await people();
    const order = await aPaidOrder(shop, buyer, 3, { priceFen: fen(5_900) });
    await shipped(shop, operator, order);
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    await received(shop, buyer, order.id);
    await settled(shop);
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    expect(await storyOf(buyer)).toEqual([
      ['points-earned', 118, 118],
      ['points-taken-back', -59, 59],
      ['points-taken-back', -59, 0],
    ]);
  });
});

describe('given an order that was received', () => {
  it('when the news of it and of a refund come again or late, then each counts once', async () => {
    const shopperId = await aMember(shop);
    const orderId = newId(shop.clock.now());
    const refundId = newId(shop.clock.now());
    await returnedTo(shop, shopperId, orderId, 6_000, refundId);
    await earned(shop, shopperId, 10_000, { orderId });
    await earned(shop, shopperId, 10_000, { orderId });
    await returnedTo(shop, shopperId, orderId, 6_000, refundId);
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 0, pending: 60, held: 0 });
  });

  it('when points are off, then it gives none', async () => {
    await setPoints(shop, { isOn: false });
    const shopperId = await aMember(shop);
    await earned(shop, shopperId, 10_000);
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 0, pending: 0, held: 0 });
  });

  it('when it was paid on a day of double points, then twice; a better tier goes before', async () => {
    await setPoints(shop, {
      earn: { pointsPerYuan: 1, days: [{ day: '2026-11-18', multiplierBps: 20_000 }] },
    });
    const [plain, gold] = [await aMember(shop), await aMember(shop)];
    const benefits = [{ id: 'double', kind: 'points-multiplier' as const, multiplierBps: 25_000 }];
    const given = [{ from: '年卡', benefits, until: null }];
    shop.app.get(BenefitSources, { strict: false }).add({
      offered: () => Promise.resolve(given),
      of: () => Promise.resolve(new Map([[gold, given]])),
    });
    shop.clock.set(new Date('2026-11-18T15:59:59.999Z'));
    await earned(shop, plain, 10_000);
    await earned(shop, gold, 10_000);
    shop.clock.set(new Date('2026-11-18T16:00:00.000Z'));
    await earned(shop, plain, 10_000);
    expect((await balancesOf(shop, plain)).pending).toBe(200 + 100);
    expect((await balancesOf(shop, gold)).pending).toBe(250);
  });
});

describe('case 40: given points that were earned, and spent on another order', () => {
  async function spent() {
    const shopperId = await aMember(shop);
    const orderId = await earned(shop, shopperId, 100_000);
    await afterTime(shop, 14);
    const other = await held(shop, shopperId, 700);
    await spending(shop, (points, tx) => points.capture(tx, [other]));
    return { shopperId, orderId, other };
  }

  it('when the first is refunded, then the balance is negative and nothing can be redeemed', async () => {
    const { shopperId, orderId } = await spent();
    await returnedTo(shop, shopperId, orderId, 0);
    expect(await balancesOf(shop, shopperId)).toEqual({ active: -700, pending: 0, held: 0 });
    await expect(held(shop, shopperId, 1)).rejects.toMatchObject({ code: 'POINTS_INSUFFICIENT' });
    const may = await spending(shop, (points, tx) => points.redemption(shopperId, fen(10_000), tx));
    expect(may).toEqual({ points: 0, amountFen: 0, available: 0 });
  });

  it('when points come then, then they make good for it first', async () => {
    const { shopperId, orderId } = await spent();
    await returnedTo(shop, shopperId, orderId, 0);
    await granted(shop, shopperId, 650);
    expect((await balancesOf(shop, shopperId)).active).toBe(-50);
    await granted(shop, shopperId, 150);
    await expect(held(shop, shopperId, 101)).rejects.toMatchObject({
      code: 'POINTS_INSUFFICIENT',
    });
    await held(shop, shopperId, 100);
  });

  it('when the second is refunded too, then its points make good for it', async () => {
    const { shopperId, orderId, other } = await spent();
    await returnedTo(shop, shopperId, orderId, 0);
    await spending(shop, (points, tx) =>
      points.giveBack(tx, { orderId: other, refundId: other, amountFen: fen(700) }),
    );
    expect(await balancesOf(shop, shopperId)).toEqual({ active: 0, pending: 0, held: 0 });
  });

  it('when the shopper has others, then those are taken before it is negative', async () => {
    const { shopperId, orderId } = await spent();
    await granted(shop, shopperId, 500);
    await returnedTo(shop, shopperId, orderId, 0);
    expect((await balancesOf(shop, shopperId)).active).toBe(-200);
  });
});

describe('given points that expired unspent', () => {
  it('when what gave them is refunded, then they are not taken a second time', async () => {
    await setPoints(shop, { expiryMonths: 1 });
    const shopperId = await aMember(shop);
    const orderId = await earned(shop, shopperId, 10_000);
    await afterTime(shop, 14);
    const other = await held(shop, shopperId, 40);
    await spending(shop, (points, tx) => points.capture(tx, [other]));
    await afterTime(shop, 62);
    expect((await balancesOf(shop, shopperId)).active).toBe(0);
    await returnedTo(shop, shopperId, orderId, 0);
    expect((await balancesOf(shop, shopperId)).active).toBe(-40);
  });
});
