import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Message, MyTeam, OpenTeam, OrderSummary, Page, ProductGroupBuy } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  ALONE_FEN,
  aGroupBuy,
  aSeatRequest,
  aTeamOf,
  joined,
  minutesLater,
  seated,
  teamIdOf,
  teamOf,
  TOGETHER_FEN,
} from '../../../factories/group-buy.js';
import { client } from '../../../factories/http.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aBuyer, orderOf, paid, quoted, stockOf, type Buyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
let leader: Buyer;

beforeAll(async () => {
  shop = await aShop();
});
beforeEach(async () => {
  [operator, leader] = await Promise.all([anOperator(shop), aBuyer(shop)]);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const messagesOf = async (buyer: Buyer) => {
  const { items } = await buyer.get<Page<Message>>('/shop/messages');
  return items.map(({ kind }) => kind);
};

describe('given a group buy of three at ¥120 instead of ¥150', () => {
  it('when three pay, then their orders are sent together, at the price of the team', async () => {
    const groupBuy = await aGroupBuy(shop);
    const { teamId, order } = await aTeamOf(groupBuy, leader);
    expect(order).toMatchObject({ state: 'gathering', totalFen: TOGETHER_FEN });
    const second = await joined(groupBuy, teamId);
    expect(second.order.state).toBe('gathering');
    const third = await joined(groupBuy, teamId);
    expect(third.order.state).toBe('to-ship');
    expect(await orderOf(leader, order.id)).toMatchObject({ state: 'to-ship' });
    expect(await teamOf(leader, teamId)).toMatchObject({
      ...{ state: 'succeeded', paid: 3, missing: 0, completedBySystem: false },
      ...{ refusal: 'GROUP_ALREADY_JOINED', mySeat: { state: 'paid', isLeader: true } },
    });
    expect(await messagesOf(third.buyer)).toEqual(['team-succeeded']);
  });

  it('when it is bought alone, then it costs what it costs, and waits for nobody', async () => {
    const { skuId } = await aGroupBuy(shop);
    expect(await quoted(leader, [{ skuId, quantity: 1 }])).toMatchObject({ totalFen: ALONE_FEN });
    const order = await paid(shop, leader, [{ skuId, quantity: 1 }]);
    expect(order).toMatchObject({ state: 'to-ship' });
  });

  it('when too few come in time, then everyone gets everything back, and the goods are free', async () => {
    const groupBuy = await aGroupBuy(shop);
    const before = await stockOf(shop, groupBuy.skuId);
    const { teamId, order } = await aTeamOf(groupBuy, leader);
    const second = await joined(groupBuy, teamId);
    await minutesLater(shop, 60);
    for (const { buyer, id } of [
      { buyer: leader, id: order.id },
      { buyer: second.buyer, id: second.order.id },
    ]) {
      expect(await orderOf(buyer, id)).toMatchObject({
        ...{ state: 'closed', closeReason: 'refunded', refundedFen: TOGETHER_FEN },
      });
    }
    expect(await stockOf(shop, groupBuy.skuId)).toBe(before);
    expect(await messagesOf(leader)).toContain('team-failed');
    expect((await teamOf(leader, teamId)).state).toBe('failed');
  });

  it('when time runs out, then members are told once', async () => {
    const groupBuy = await aGroupBuy(shop);
    await aTeamOf(groupBuy, leader);
    await minutesLater(shop, 30);
    await shop.settle();
    expect(await messagesOf(leader)).toEqual(['team-expiring']);
    await minutesLater(shop, 30);
  });

  it('when an order holds more than it may, then PURCHASE_LIMIT', async () => {
    const groupBuy = await aGroupBuy(shop, { perOrderMax: 2 });
    const request = await aSeatRequest(groupBuy, leader, null, 3);
    const again = { body: request };
    expect(await leader.refusal('POST', '/shop/orders', again)).toBe('PURCHASE_LIMIT');
  });

  it('when someone has had their share, unpaid orders counted, then PURCHASE_LIMIT', async () => {
    const groupBuy = await aGroupBuy(shop, { perPersonMax: 1 });
    const request = await aSeatRequest(groupBuy, leader, null);
    const { id } = await seated(groupBuy, leader, null);
    expect(await leader.refusal('POST', '/shop/orders', { body: request })).toBe('PURCHASE_LIMIT');
    await leader.post(`/shop/orders/${id}/cancellation`);
    await shop.settle();
    expect(await leader.refusal('POST', '/shop/orders', { body: request })).toBeNull();
  });

  it('when its leader has not paid, then it is not shown, and nobody can join it', async () => {
    const groupBuy = await aGroupBuy(shop);
    const { id } = await seated(groupBuy, leader, null);
    const teamId = await teamIdOf(shop, id);
    expect(await openTeams(groupBuy.skuId)).toEqual([]);
    const other = await aBuyer(shop);
    const request = await aSeatRequest(groupBuy, other, teamId);
    expect(await other.refusal('POST', '/shop/orders', { body: request })).toBe('GROUP_EXPIRED');
    await leader.post(`/shop/orders/${id}/cancellation`);
    await shop.settle();
    expect((await teamOf(leader, teamId)).state).toBe('failed');
  });

  it('when a team page is read without a session, then it says nothing of anyone', async () => {
    const groupBuy = await aGroupBuy(shop);
    const { teamId } = await aTeamOf(groupBuy, leader);
    const page = await client(shop.url).get<object>(`/shop/teams/${teamId}`);
    expect(page).toMatchObject({
      ...{ state: 'forming', paid: 1, missing: 2, seatsLeft: 2, mySeat: null, refusal: null },
      members: [{ number: 1, isLeader: true, isMe: false }],
      prices: [{ priceFen: TOGETHER_FEN, ordinaryPriceFen: ALONE_FEN }],
    });
    expect(JSON.stringify(page)).not.toContain(leader.id);
    expect((await teamOf(leader, teamId)).share.path).toBe(
      `/group-buy/team?team=${teamId}&from=${leader.id}`,
    );
    const missing = '/shop/teams/01J00000000000000000000000';
    expect(await leader.refusal('GET', missing)).toBe('GROUP_NOT_FOUND');
  });

  it('when one looks for teams, then the open ones are there, and one’s own in a list', async () => {
    const groupBuy = await aGroupBuy(shop);
    const first = await aTeamOf(groupBuy, leader);
    const second = await aTeamOf(groupBuy, await aBuyer(shop));
    await joined(groupBuy, second.teamId);
    expect((await openTeams(groupBuy.skuId)).map(({ id, missing }) => [id, missing])).toEqual([
      [second.teamId, 1],
      [first.teamId, 2],
    ]);
    const { items } = await leader.get<Page<MyTeam>>('/shop/teams');
    expect(items).toMatchObject([{ id: first.teamId, isLeader: true, seat: 'paid' }]);
  });

  it('when its orders are looked at, then each leads to the team it sits in', async () => {
    const groupBuy = await aGroupBuy(shop);
    const { teamId, order } = await aTeamOf(groupBuy, leader);
    expect(order.teamId).toBe(teamId);
    const alone = await paid(shop, leader, [{ skuId: groupBuy.skuId, quantity: 1 }]);
    const { items } = await leader.get<Page<OrderSummary>>('/shop/orders');
    expect(items.map((one) => [one.id, one.teamId])).toEqual([
      [alone.id, null],
      [order.id, teamId],
    ]);
    expect(await operator.get(`/ops/orders/${order.id}`)).toMatchObject({ teamId });
  });

  it('when its rules are edited meanwhile, then a team goes on under its own', async () => {
    const groupBuy = await aGroupBuy(shop, {}, operator);
    const { teamId } = await aTeamOf(groupBuy, leader);
    const { campaign: input, id, version } = groupBuy.campaign;
    const rule = { ...input.rule, size: 9, hours: 9 };
    await operator.put(`/ops/campaigns/${id}`, { version, campaign: { ...input, rule } });
    await joined(groupBuy, teamId);
    expect((await joined(groupBuy, teamId)).order.state).toBe('to-ship');
  });

  it('when a team is named that is not this campaign’s, then GROUP_NOT_FOUND', async () => {
    const groupBuy = await aGroupBuy(shop);
    const other = await aTeamOf(await aGroupBuy(shop), leader);
    const through = { campaignId: groupBuy.campaign.id, teamId: other.teamId };
    const lines = [{ skuId: groupBuy.skuId, quantity: 1 }];
    const body = { lines, addressId: null, through };
    expect(await leader.refusal('POST', '/shop/quote', { body })).toBe('GROUP_NOT_FOUND');
  });

  async function openTeams(skuId: string): Promise<OpenTeam[]> {
    const [sku] = await shop.db.query('SELECT product_id AS id FROM sku WHERE id = ?', [skuId]);
    const { id } = sku as { id: string };
    const page = await client(shop.url).get<ProductGroupBuy>(`/shop/group-buys?productId=${id}`);
    expect(page.offers).toMatchObject([{ size: 3, hours: 1, systemCompletesFrom: null }]);
    return page.teams;
  }
});

describe('given an operator who lets the system complete teams', () => {
  it('when the share is not named, then no team is ever completed', async () => {
    const { campaign } = await aGroupBuy(shop);
    expect(campaign.campaign.rule).toMatchObject({ systemCompletesFromBps: null });
  });

  it('when it is, then the operator is warned of what it will be shown as', async () => {
    const { campaign } = await aGroupBuy(shop, { systemCompletesFromBps: 4_000 }, operator);
    const findings = await operator.get(`/ops/campaigns/${campaign.id}/findings`);
    expect(findings).toMatchObject([{ code: 'SYSTEM_COMPLETION_SHOWN', level: 'warning' }]);
  });

  it('case 09: when it completes one, then it says so, and nobody and nothing is counted for it', async () => {
    const groupBuy = await aGroupBuy(shop, { size: 4, systemCompletesFromBps: 4_000 });
    const before = await stockOf(shop, groupBuy.skuId);
    const { teamId, order } = await aTeamOf(groupBuy, leader);
    await joined(groupBuy, teamId);
    await minutesLater(shop, 60);
    const team = await teamOf(leader, teamId);
    expect(team).toMatchObject({
      ...{ state: 'succeeded', completedBySystem: true, paid: 2, missing: 2 },
      systemCompletesFrom: 2,
    });
    expect(team.members).toHaveLength(2);
    expect((await orderOf(leader, order.id)).state).toBe('to-ship');
    expect(await stockOf(shop, groupBuy.skuId)).toBe(before - 2);
    const [tally] = await shop.db.query('SELECT uses FROM campaign_tally WHERE campaign_id = ?', [
      groupBuy.campaign.id,
    ]);
    expect(tally).toEqual({ uses: 2 });
  });

  it('case 10: when 40 % of four are asked for, then one is too few', async () => {
    const groupBuy = await aGroupBuy(shop, { size: 4, systemCompletesFromBps: 4_000 });
    const { teamId } = await aTeamOf(groupBuy, leader);
    await minutesLater(shop, 60);
    expect((await teamOf(leader, teamId)).state).toBe('failed');
  });
});
