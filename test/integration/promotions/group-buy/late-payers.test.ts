import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TeamState } from '@siyu/shared';
import { Payments } from '../../../../server/src/payments/payments.service.js';
import { Sweeps } from '../../../../server/src/platform/sweeps.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  aGroupBuy,
  aSeatRequest,
  aTeamOf,
  joined,
  minutesLater,
  paysUnheard,
  seated,
  teamIdOf,
  teamOf,
  TOGETHER_FEN,
  type GroupBuy,
} from '../../../factories/group-buy.js';
import { newsComes, paidButClosedHere } from '../../../factories/late-payment.js';
import {
  aBuyer,
  notified,
  orderOf,
  paymentIdOf,
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
      await paysUnheard(shop, other, id);
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
    await paysUnheard(shop, other, id);
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
    await paysUnheard(shop, other, id);
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
