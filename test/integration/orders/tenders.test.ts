import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fen, type AfterSalePreview, type Order } from '@siyu/shared';
import { arrived, refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { client } from '../../factories/http.js';
import { newsComes, paidButClosedHere } from '../../factories/late-payment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { setPoints } from '../../factories/points.js';
import { aRequest, orderOf, paymentIdOf, stockOf, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import {
  aSaver,
  paidWith,
  placedWith,
  savingsOf,
  UNTOUCHED,
  wechatRefunds,
} from '../../factories/tenders.js';

let shop: TestShop;
let operator: TestOperator;
let saver: Buyer;
let skuId: string;

/** ¥100 of goods, so that freight is free. */
const MIXED = { pointsFen: 1_000, balanceFen: 3_000 };

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await setPoints(shop);
  skuId = await aSkuFor(shop, { priceFen: fen(10_000), stock: 100 });
});
beforeEach(async () => {
  saver = await aSaver(shop);
});
afterEach(async () => {
  await client(shop.sandbox.url).del('/sandbox/switches');
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

const one = () => [{ skuId, quantity: 1 }];
const linesOf = (order: Order) => order.lines.map(({ id }) => ({ lineId: id, quantity: 1 }));
const refusedWith = async (paying: object, lines = one()) =>
  saver.refusal('POST', '/shop/orders', {
    body: { ...(await aRequest(saver, lines)), ...paying },
  });

describe('given an order that points, balance and WeChat pay', () => {
  it('when it is placed, then points and balance are held, and WeChat is asked for the rest', async () => {
    const { id } = await placedWith(saver, one(), MIXED);
    expect((await orderOf(saver, id)).paidBy).toEqual({ ...MIXED, wechatFen: 6_000 });
    expect(await savingsOf(shop, saver)).toEqual({
      ...{ principal: 27_750, bonus: 9_250, points: 4_000 },
      ...{ held: 3_000, pointsHeld: 1_000 },
    });
  });

  it('when it is paid, then they are spent', async () => {
    const order = await paidWith(shop, saver, one(), MIXED);
    expect(order.state).toBe('to-ship');
    expect(await savingsOf(shop, saver)).toMatchObject({ held: 0, pointsHeld: 0, points: 4_000 });
  });

  it('when it is cancelled unpaid, then all of it is back', async () => {
    const { id } = await placedWith(saver, one(), MIXED);
    await saver.post(`/shop/orders/${id}/cancellation`);
    await shop.settle();
    expect(await savingsOf(shop, saver)).toEqual(UNTOUCHED);
  });

  it('case 34: when parts of it are refunded, then each tender gets its share, and at last all', async () => {
    const order = await paidWith(shop, saver, [{ skuId, quantity: 3 }], {
      ...{ pointsFen: 2_000, balanceFen: 9_001 },
    });
    const before = await savingsOf(shop, saver);
    await refundedUnits(shop, operator, order, linesOf(order));
    const after = await savingsOf(shop, saver);
    expect(after.points - before.points).toBe(666);
    expect(after.principal + after.bonus - before.principal - before.bonus).toBe(3_000);
    await refundedUnits(shop, operator, order, linesOf(order));
    await refundedUnits(shop, operator, order, linesOf(order));
    expect(await savingsOf(shop, saver)).toEqual(UNTOUCHED);
    const refunds = await wechatRefunds(shop, await paymentIdOf(shop, order.id));
    expect(refunds).toEqual([6_334, 6_332, 6_333]);
    expect(await orderOf(saver, order.id)).toMatchObject({ refundedFen: 30_000 });
  });

  it('when money is asked back, then the preview tells what goes back to where', async () => {
    const { id } = await paidWith(shop, saver, one(), MIXED);
    const [line] = (await orderOf(saver, id)).lines;
    const preview = await saver.post<AfterSalePreview>('/shop/after-sales/preview', {
      ...{ orderId: id, kind: 'refund-only', reason: 'changed-mind' },
      ...{ lines: [{ lineId: line?.id, quantity: 1 }], description: '', pictureIds: [] },
    });
    expect(preview).toMatchObject({
      ...{ refundFen: 10_000, backTo: { ...MIXED, wechatFen: 6_000 } },
    });
  });

  it('when a refund has arrived, then the timeline tells all of it, not WeChat’s part', async () => {
    const order = await paidWith(shop, saver, one(), MIXED);
    await refundedUnits(shop, operator, order, linesOf(order));
    const { timeline } = await orderOf(saver, order.id);
    expect(timeline.find(({ kind }) => kind === 'refunded')?.detail).toBe('100.00');
  });
});

describe('given an order that balance pays alone', () => {
  it('case 33: when it is placed, then it is paid without WeChat, and refunded without WeChat', async () => {
    const order = await paidWith(shop, saver, one(), { balanceFen: 10_000 });
    expect(order).toMatchObject({ state: 'to-ship', paidBy: { wechatFen: 0 } });
    await refundedUnits(shop, operator, order, linesOf(order));
    expect(await savingsOf(shop, saver)).toEqual(UNTOUCHED);
    expect(await orderOf(saver, order.id)).toMatchObject({ state: 'closed', refundedFen: 10_000 });
  });
});

describe('given a payment that comes after the order closed (case 3)', () => {
  it('when goods, points and balance are there, then it is held and paid again', async () => {
    const { id } = await placedWith(saver, one(), MIXED);
    await paidButClosedHere(shop, saver, id);
    expect(await savingsOf(shop, saver)).toEqual(UNTOUCHED);
    await newsComes(shop, id);
    expect(await orderOf(saver, id)).toMatchObject({ state: 'to-ship' });
    expect(await savingsOf(shop, saver)).toMatchObject({ points: 4_000, held: 0, pointsHeld: 0 });
  });

  it('when the balance was spent meanwhile, then WeChat’s part goes back, and nothing is held', async () => {
    const { id } = await placedWith(saver, one(), { balanceFen: 4_000 });
    await paidButClosedHere(shop, saver, id);
    await paidWith(shop, saver, [{ skuId, quantity: 4 }], {
      balanceFen: 39_000,
      balanceConfirmed: true,
    });
    const stock = await stockOf(shop, skuId);
    await newsComes(shop, id);
    await arrived(shop);
    expect(await orderOf(saver, id)).toMatchObject({ state: 'closed', refundedFen: 10_000 });
    expect(await wechatRefunds(shop, await paymentIdOf(shop, id))).toEqual([6_000]);
    expect(await savingsOf(shop, saver)).toMatchObject({ principal: 750, bonus: 250, held: 0 });
    expect(await stockOf(shop, skuId)).toBe(stock);
  });
});

describe('what may not be', () => {
  it('points pay no more than their share of the goods', async () => {
    expect(await refusedWith({ pointsFen: 5_001 })).toBe('POINTS_LIMIT');
  });

  it('points and balance pay no more than the total', async () => {
    const paying = { pointsFen: 1_000, balanceFen: 9_001 };
    expect(await refusedWith(paying)).toBe('TENDERS_EXCEED_TOTAL');
  });

  it('balance pays no more than there is', async () => {
    const paying = { balanceFen: 40_001, balanceConfirmed: true };
    const lines = [{ skuId, quantity: 5 }];
    expect(await refusedWith(paying, lines)).toBe('BALANCE_INSUFFICIENT');
  });

  it('balance pays above the shop’s limit only when that was confirmed', async () => {
    const lines = [{ skuId, quantity: 3 }];
    expect(await refusedWith({ balanceFen: 20_001 }, lines)).toBe('BALANCE_UNCONFIRMED');
    expect(await placedWith(saver, lines, { balanceFen: 20_000 })).toMatchObject({
      totalFen: 30_000,
    });
  });

  it('case 35: two tabs pay with the same balance, then one of them does', async () => {
    const lines = [{ skuId, quantity: 3 }];
    const paying = { balanceFen: 30_000, balanceConfirmed: true };
    const request = { ...(await aRequest(saver, lines)), ...paying };
    const placing = [1, 2].map(() => saver.post<{ id: string }>('/shop/orders', request));
    const outcomes = await Promise.allSettled(placing);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await savingsOf(shop, saver)).toMatchObject({ held: 30_000 });
  });

  it('a fraction, a negative amount and an unknown tender are refused', async () => {
    for (const paying of [{ balanceFen: 0.5 }, { pointsFen: -1 }, { creditFen: 1 }]) {
      expect(await refusedWith(paying)).toBe('INVALID_INPUT');
    }
  });
});
