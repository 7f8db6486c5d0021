import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TeamState } from '@siyu/shared';
import { Payments } from '../../../../server/src/payments/payments.service.js';
import { Sweeps } from '../../../../server/src/platform/sweeps.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { shipped, unitsOf } from '../../../factories/fulfilment.js';
import {
  aGroupBuy,
  aSeatRequest,
  aTeamOf,
  joined,
  leaves,
  minutesLater,
  paysFor,
  seated,
  teamIdOf,
  teamOf,
  TOGETHER_FEN,
  type GroupBuy,
} from '../../../factories/group-buy.js';
import { newsComes, paidButClosedHere } from '../../../factories/late-payment.js';
import { anOperator } from '../../../factories/operator.js';
import {
  aBuyer,
  notified,
  orderOf,
  payInSheet,
  paymentIdOf,
  prepaid,
  stockOf,
  type Buyer,
} from '../../../factories/purchase.js';
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

const stateOf = async (orderId: string) => {
  const sql = `SELECT team.state FROM team JOIN team_seat AS seat ON seat.team_id = team.id
    WHERE seat.order_id = ?`;
  const [found] = await shop.db.query(sql, [orderId]);
  return (found as { state: TeamState }).state;
};

/** The shopper pays in WeChat's sheet, and the news of it is lost for now. */
async function paysUnheard(buyer: Buyer, orderId: string): Promise<void> {
  const sheet = await prepaid(buyer, orderId);
  await setSwitches(shop, { notifyLost: true });
  await payInSheet(shop, sheet);
}

/** A team of two whose leader has paid, and an order for its other seat. */
async function aPair(rule: Parameters<typeof aGroupBuy>[1] = {}) {
  const groupBuy = await aGroupBuy(shop, { size: 2, ...rule });
  const { teamId, order } = await aTeamOf(groupBuy, leader);
  return { groupBuy, teamId, order };
}

describe('case 01: given one seat is left and two want it', () => {
  it('when one has ordered, then the other cannot, and it is free again once that order closes', async () => {
    const { groupBuy, teamId } = await aPair();
    const held = await seated(groupBuy, other, teamId);
    const third = await aBuyer(shop);
    const body = await aSeatRequest(groupBuy, third, teamId);
    expect(await third.refusal('POST', '/shop/orders', { body })).toBe('GROUP_FULL');
    await other.post(`/shop/orders/${held.id}/cancellation`);
    await shop.settle();
    expect((await joined(groupBuy, teamId, third)).order.state).toBe('to-ship');
  });

  it('when it was paid late and another sits there, then the late payer leads a team of their own', async () => {
    const { groupBuy, teamId } = await aPair();
    const { id } = await lateFor(groupBuy, teamId);
    expect(await orderOf(other, id)).toMatchObject({ state: 'gathering', refundedFen: 0 });
    const ownId = await teamIdOf(shop, id);
    expect(ownId).not.toBe(teamId);
    expect(await teamOf(other, ownId)).toMatchObject({ paid: 1, mySeat: { isLeader: true } });
    expect((await joined(groupBuy, ownId)).order.state).toBe('to-ship');
    expect(await orderOf(other, id)).toMatchObject({ state: 'to-ship' });
  });

  it('when another team is open, then the late payer sits down there', async () => {
    const { groupBuy, teamId } = await aPair();
    const open = await aTeamOf(groupBuy, await aBuyer(shop));
    const { id } = await lateFor(groupBuy, teamId);
    expect(await teamIdOf(shop, id)).toBe(open.teamId);
    expect(await orderOf(other, id)).toMatchObject({ state: 'to-ship' });
  });

  it('when late payers are to be refunded, then the money goes back by itself', async () => {
    const { groupBuy, teamId } = await aPair({ latePayer: 'refund' });
    const { id } = await lateFor(groupBuy, teamId);
    expect(await orderOf(other, id)).toMatchObject({ state: 'closed', refundedFen: TOGETHER_FEN });
    expect(await refundsAtWechat(shop, await paymentIdOf(shop, id))).toEqual([TOGETHER_FEN]);
  });

  it('when nobody has taken the seat meanwhile, then the late payer has it, whatever the rule', async () => {
    const { groupBuy, teamId } = await aPair({ latePayer: 'refund' });
    const { id } = await seated(groupBuy, other, teamId);
    await paidButClosedHere(shop, other, id);
    await newsComes(shop, id);
    await notified(shop);
    expect(await orderOf(other, id)).toMatchObject({ state: 'to-ship' });
    expect(await stateOf(id)).toBe('succeeded');
  });

  /** `other` pays while the order closes; somebody else takes the seat before the news comes. */
  async function lateFor(groupBuy: GroupBuy, teamId: string) {
    const order = await seated(groupBuy, other, teamId);
    await paidButClosedHere(shop, other, order.id);
    await setSwitches(shop, { notifyLost: false });
    await joined(groupBuy, teamId);
    await newsComes(shop, order.id);
    await notified(shop);
    return order;
  }
});

describe('case 02: given the news of a payment comes a second after its team’s deadline', () => {
  it.each([
    ['a sweep has closed the team', true],
    ['no sweep has come by', false],
  ])(
    'when %s, then the payer sits down elsewhere, and nobody is told otherwise',
    async (_, swept) => {
      const { groupBuy, teamId, order } = await aPair();
      shop.clock.advance(59 * 60_000);
      const { id } = await seated(groupBuy, other, teamId);
      await paysUnheard(other, id);
      shop.clock.advance(61_000);
      if (swept) await shop.app.get(Sweeps).runNow('group-buy.close');
      await newsComes(shop, id);
      await minutesLater(shop, 6);
      expect((await teamOf(leader, teamId)).state).toBe('failed');
      expect(await orderOf(leader, order.id)).toMatchObject({ refundedFen: TOGETHER_FEN });
      expect(await orderOf(other, id)).toMatchObject({ state: 'gathering', refundedFen: 0 });
      expect(await stateOf(id)).toBe('forming');
    },
  );

  it('when late payers are to be refunded, then everything goes back and the goods are free', async () => {
    const { groupBuy, teamId } = await aPair({ latePayer: 'refund' });
    shop.clock.advance(59 * 60_000);
    const { id } = await seated(groupBuy, other, teamId);
    await paysUnheard(other, id);
    shop.clock.advance(61_000);
    await newsComes(shop, id);
    await minutesLater(shop, 6);
    expect(await orderOf(other, id)).toMatchObject({ state: 'closed', refundedFen: TOGETHER_FEN });
    expect(await stockOf(shop, groupBuy.skuId)).toBe(500);
  });

  it('when it was never paid, then its order is closed with the team, before its own time', async () => {
    const { groupBuy, teamId } = await aPair();
    shop.clock.advance(59 * 60_000);
    const { id } = await seated(groupBuy, other, teamId);
    await minutesLater(shop, 1);
    expect(await orderOf(other, id)).toMatchObject({ state: 'closed', refundedFen: 0 });
  });
});

describe('case 05: given a team’s last payment and its deadline come in the same millisecond', () => {
  it.each([0, 1])('when they meet %s ms before it, then it ends in one state', async (beforeMs) => {
    const { groupBuy, teamId, order } = await aPair();
    shop.clock.advance(50 * 60_000);
    const { id } = await seated(groupBuy, other, teamId);
    await paysUnheard(other, id);
    const { expiresAt } = await teamOf(leader, teamId);
    shop.clock.set(new Date(Date.parse(expiresAt) - beforeMs));
    await setSwitches(shop, { notifyLost: false });
    const payments = shop.app.get(Payments, { strict: false });
    const paymentId = await paymentIdOf(shop, id);
    await Promise.all([
      shop.app.get(Sweeps).runNow('group-buy.close'),
      payments.check(paymentId),
      shop.app.get(Sweeps).runNow('group-buy.close'),
    ]);
    await notified(shop);
    await notified(shop);
    const inTime = beforeMs > 0;
    expect((await teamOf(leader, teamId)).state).toBe(inTime ? 'succeeded' : 'failed');
    expect((await orderOf(leader, order.id)).state).toBe(inTime ? 'to-ship' : 'closed');
    expect((await orderOf(other, id)).state).toBe(inTime ? 'to-ship' : 'gathering');
  });

  it('when someone asks for the last seat at the deadline itself, then it is too late', async () => {
    const { groupBuy, teamId } = await aPair();
    const body = await aSeatRequest(groupBuy, other, teamId);
    shop.clock.advance(60 * 60_000);
    const [refusal] = await Promise.all([
      other.refusal('POST', '/shop/orders', { body }),
      shop.app.get(Sweeps).runNow('group-buy.close'),
    ]);
    expect(refusal).toBe('GROUP_EXPIRED');
    await notified(shop);
  });
});

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
    await paysUnheard(other, id);
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
