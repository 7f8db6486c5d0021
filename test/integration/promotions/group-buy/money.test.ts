import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Payments } from '../../../../server/src/payments/payments.service.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { shipped, unitsOf } from '../../../factories/fulfilment.js';
import {
  aGroupBuy,
  aTeamOf,
  joined,
  leaves,
  minutesLater,
  paysFor,
  paysUnheard,
  seated,
  teamIdOf,
  teamOf,
  TOGETHER_FEN,
} from '../../../factories/group-buy.js';
import { anOperator } from '../../../factories/operator.js';
import { aBuyer, notified, orderOf, paymentIdOf, type Buyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { setSwitches } from '../../../factories/shopper.js';
import { refundsAtWechat } from '../../../factories/wechat-side.js';

let shop: TestShop;
let leader: Buyer;
let other: Buyer;

beforeAll(async () => {
  shop = await aShop();
});
beforeEach(async () => {
  await setSwitches(shop, { notifyLost: false, refundOutcome: 'SUCCESS' });
  [leader, other] = await Promise.all([aBuyer(shop), aBuyer(shop)]);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** A team of two whose leader has paid, and an order for its other seat. */
async function aPair(rule: Parameters<typeof aGroupBuy>[1] = {}) {
  const groupBuy = await aGroupBuy(shop, { size: 2, ...rule });
  const { teamId, order } = await aTeamOf(groupBuy, leader);
  return { groupBuy, teamId, order };
}

describe('case 08: given a team that has succeeded', () => {
  it('when a member’s order goes back, then the team page says so and the others are untouched', async () => {
    const { groupBuy, teamId, order } = await aPair();
    const second = await joined(groupBuy, teamId);
    const operator = await anOperator(shop);
    const refund = { lines: unitsOf(second.order), reason: 'other', answer: '商家退款' };
    await operator.post(`/ops/orders/${second.order.id}/refunds`, refund);
    await notified(shop);
    const team = await teamOf(leader, teamId);
    expect(team).toMatchObject({ state: 'succeeded', paid: 2 });
    expect(team.members.map(({ isRefunded }) => isRefunded)).toEqual([false, true]);
    await shipped(shop, operator, await orderOf(leader, order.id));
    expect(await orderOf(leader, order.id)).toMatchObject({ state: 'shipped', refundedFen: 0 });
  });

  it('when the leader gives up in the very moment it succeeds, then the team stands', async () => {
    const { groupBuy, teamId, order } = await aPair();
    const { id } = await seated(groupBuy, other, teamId);
    await paysUnheard(shop, other, id);
    await setSwitches(shop, { notifyLost: false });
    await shop.app.get(Payments, { strict: false }).check(await paymentIdOf(shop, id));
    expect(await orderOf(leader, order.id)).toMatchObject({ state: 'gathering' });
    expect(await leaves(shop, leader, order.id)).toMatchObject({ state: 'closed' });
    expect(await teamOf(other, teamId)).toMatchObject({ state: 'succeeded', paid: 2 });
    expect(await orderOf(other, id)).toMatchObject({ state: 'to-ship' });
  });
});

describe('case 15: given a ladder of 5 % from two people and 10 % from three', () => {
  const ladder = [
    { people: 2, offBps: 500 },
    { people: 3, offBps: 1_000 },
  ];

  it('when it closes at its deadline with two, then each gets 5 % back, once', async () => {
    const { groupBuy, teamId, order } = await aPair({ ladder });
    const second = await joined(groupBuy, teamId);
    expect(second.order.state).toBe('gathering');
    expect(await teamOf(leader, teamId)).toMatchObject({
      state: 'forming',
      missing: 0,
      offBps: 500,
    });
    await minutesLater(shop, 60);
    await shop.settle();
    expect(await orderOf(leader, order.id)).toMatchObject({ state: 'to-ship', refundedFen: 600 });
    expect(await refundsAtWechat(shop, await paymentIdOf(shop, order.id))).toEqual([600]);
    expect(await refundsAtWechat(shop, await paymentIdOf(shop, second.order.id))).toEqual([600]);
  });

  it('when every seat is paid, then it closes at once, at the last step', async () => {
    const { groupBuy, teamId } = await aPair({ ladder });
    await joined(groupBuy, teamId);
    const third = await joined(groupBuy, teamId);
    await notified(shop);
    expect(await orderOf(third.buyer, third.order.id)).toMatchObject({
      ...{ state: 'to-ship', refundedFen: 1_200 },
    });
  });

  it('when a unit went back before, then the other’s money alone is lowered, and all of it can go back', async () => {
    const groupBuy = await aGroupBuy(shop, { size: 2, ladder, perOrderMax: 2 });
    const { id } = await seated(groupBuy, leader, null, 2);
    const order = await paysFor(shop, leader, id);
    await joined(groupBuy, await teamIdOf(shop, id));
    const operator = await anOperator(shop);
    const refundOne = { lines: unitsOf(order, 1), reason: 'other', answer: '商家退款' };
    await operator.post(`/ops/orders/${id}/refunds`, refundOne);
    await minutesLater(shop, 60);
    // WeChat refunds parts of one payment a minute apart.
    await minutesLater(shop, 1);
    expect(await orderOf(leader, id)).toMatchObject({
      ...{ state: 'to-ship', refundedFen: TOGETHER_FEN + 600 },
    });
    await operator.post(`/ops/orders/${id}/refunds`, refundOne);
    await minutesLater(shop, 1);
    await minutesLater(shop, 1);
    expect(await orderOf(leader, id)).toMatchObject({
      ...{ state: 'closed', refundedFen: 2 * TOGETHER_FEN },
    });
  });
});

describe('given a team has failed', () => {
  it('case 17: when WeChat lacks the balance, then the same refund is asked for until it has it', async () => {
    const { order } = await aPair();
    await setSwitches(shop, { refundOutcome: 'NOT_ENOUGH' });
    await minutesLater(shop, 60);
    const paymentId = await paymentIdOf(shop, order.id);
    const refund = 'SELECT id, state, attempt FROM refund WHERE payment_id = ?';
    const [asked] = await shop.db.query(refund, [paymentId]);
    expect(asked).toMatchObject({ state: 'requested', attempt: 1 });
    await minutesLater(shop, 1);
    expect(await refundsAtWechat(shop, paymentId)).toEqual([]);
    await setSwitches(shop, { refundOutcome: 'SUCCESS' });
    await minutesLater(shop, 5);
    expect(await shop.db.query(refund, [paymentId])).toEqual([{ ...asked, state: 'succeeded' }]);
    expect(await refundsAtWechat(shop, paymentId)).toEqual([TOGETHER_FEN]);
    expect(await orderOf(leader, order.id)).toMatchObject({ refundedFen: TOGETHER_FEN });
  });
});
