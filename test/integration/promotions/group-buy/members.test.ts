import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Quote } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  aGroupBuy,
  aSeatRequest,
  aTeamOf,
  joined,
  leaves,
  paysFor,
  seated,
  seatRequest,
  teamOf,
  TOGETHER_FEN,
} from '../../../factories/group-buy.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aBuyer, orderOf, paid, type Buyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { fen } from '../../../../shared/src/money.js';

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

describe('given a team that forms', () => {
  it('case 06: when its leader gives up, then leadership passes, and the deadline stays', async () => {
    const groupBuy = await aGroupBuy(shop);
    const { teamId, order } = await aTeamOf(groupBuy, leader);
    const second = await joined(groupBuy, teamId);
    const { expiresAt } = await teamOf(leader, teamId);
    expect(await leaves(shop, leader, order.id)).toMatchObject({
      ...{ state: 'closed', refundedFen: TOGETHER_FEN },
    });
    expect(await teamOf(second.buyer, teamId)).toMatchObject({
      ...{ state: 'forming', expiresAt, paid: 1, seatsLeft: 2 },
      mySeat: { isLeader: true },
    });
    expect((await joined(groupBuy, teamId, leader)).order.state).toBe('gathering');
    expect((await joined(groupBuy, teamId)).order.state).toBe('to-ship');
  });

  it('case 07: when its leader is alone and gives up, then it fails', async () => {
    const groupBuy = await aGroupBuy(shop);
    const { teamId, order } = await aTeamOf(groupBuy, leader);
    await leaves(shop, leader, order.id);
    expect((await teamOf(leader, teamId)).state).toBe('failed');
  });

  it('when a part of an order that gathers is to go back, then not: it is one seat', async () => {
    const groupBuy = await aGroupBuy(shop, { perOrderMax: 2 });
    const { id } = await seated(groupBuy, leader, null, 2);
    const order = await paysFor(shop, leader, id);
    const lines = order.lines.map((line) => ({ lineId: line.id, quantity: 1 }));
    const ask = { orderId: id, kind: 'refund-only', reason: 'changed-mind', lines };
    expect(await leader.refusal('POST', '/shop/after-sales', { body: ask })).toBe(
      'AFTER_SALE_QUANTITY',
    );
  });

  it('case 16: when the leader’s price was lower, then whoever leads next has paid their own', async () => {
    const groupBuy = await aGroupBuy(shop, { leaderPriceFen: fen(11_000) });
    const { teamId, order } = await aTeamOf(groupBuy, leader);
    expect(order.totalFen).toBe(11_000);
    const second = await joined(groupBuy, teamId);
    expect(second.order.totalFen).toBe(TOGETHER_FEN);
    await leaves(shop, leader, order.id);
    await joined(groupBuy, teamId);
    await joined(groupBuy, teamId);
    expect(await orderOf(second.buyer, second.order.id)).toMatchObject({
      ...{ state: 'to-ship', totalFen: TOGETHER_FEN, refundedFen: 0 },
    });
  });

  it('case 11: when its campaign ends, then it runs to its own deadline, and orders keep their price', async () => {
    const groupBuy = await aGroupBuy(shop, {}, operator);
    const { teamId, order } = await aTeamOf(groupBuy, leader);
    await operator.post(`/ops/campaigns/${groupBuy.campaign.id}/end`);
    const nobody = await aBuyer(shop);
    const through = { campaignId: groupBuy.campaign.id, teamId: null };
    const lines = [{ skuId: groupBuy.skuId, quantity: 1 }];
    const opening = { body: { lines, addressId: null, through } };
    expect(await nobody.refusal('POST', '/shop/quote', opening)).toBe('CAMPAIGN_NOT_LIVE');
    await joined(groupBuy, teamId);
    const third = await joined(groupBuy, teamId);
    expect(third.order).toMatchObject({ state: 'to-ship', totalFen: TOGETHER_FEN });
    expect((await orderOf(leader, order.id)).totalFen).toBe(TOGETHER_FEN);
  });

  it('case 11: when someone asks two teams of an ended campaign at once, then their share is one', async () => {
    const groupBuy = await aGroupBuy(shop, { perPersonMax: 1 }, operator);
    const teams = [
      await aTeamOf(groupBuy, leader),
      await aTeamOf(groupBuy, await aBuyer(shop)),
      await aTeamOf(groupBuy, await aBuyer(shop)),
    ];
    await operator.post(`/ops/campaigns/${groupBuy.campaign.id}/end`);
    const greedy = await aBuyer(shop);
    const answers = await Promise.all(
      teams.map(({ teamId }) =>
        greedy.refusal('POST', '/shop/orders', { body: seatRequest(groupBuy, greedy, teamId) }),
      ),
    );
    expect(answers.filter((code) => code === null)).toHaveLength(1);
    expect(answers.filter((code) => code === 'PURCHASE_LIMIT')).toHaveLength(2);
  });

  it('case 12: when its leader joins from a second phone, then GROUP_ALREADY_JOINED', async () => {
    const groupBuy = await aGroupBuy(shop);
    const { teamId } = await aTeamOf(groupBuy, leader);
    const through = { campaignId: groupBuy.campaign.id, teamId };
    const lines = [{ skuId: groupBuy.skuId, quantity: 1 }];
    const asked = { lines, addressId: leader.addressId, through };
    const quote = await leader.post<Quote>('/shop/quote', asked);
    expect(quote).toMatchObject({ refusal: 'GROUP_ALREADY_JOINED', totalFen: TOGETHER_FEN });
    const body = { ...asked, shownTotalFen: quote.totalFen, returnPolicyConfirmed: true };
    const answers = await Promise.all(
      [1, 2].map(() => leader.refusal('POST', '/shop/orders', { body })),
    );
    expect(answers).toEqual(['GROUP_ALREADY_JOINED', 'GROUP_ALREADY_JOINED']);
  });

  it('case 12: when someone joins from two phones at once, then they sit once', async () => {
    const groupBuy = await aGroupBuy(shop);
    const { teamId } = await aTeamOf(groupBuy, leader);
    const other = await aBuyer(shop);
    const body = await aSeatRequest(groupBuy, other, teamId);
    const answers = await Promise.all(
      [1, 2, 3].map(() => other.refusal('POST', '/shop/orders', { body })),
    );
    expect(answers.filter((code) => code === null)).toHaveLength(1);
    expect(answers.filter((code) => code === 'GROUP_ALREADY_JOINED')).toHaveLength(2);
  });
});

describe('given 老带新: only newcomers join', () => {
  it('when a regular leads, then a newcomer joins and another regular does not', async () => {
    const groupBuy = await aGroupBuy(shop, { newcomersJoin: true });
    await paid(shop, leader, [{ skuId: groupBuy.skuId, quantity: 1 }]);
    const { teamId } = await aTeamOf(groupBuy, leader);
    const regular = await aBuyer(shop);
    await paid(shop, regular, [{ skuId: groupBuy.skuId, quantity: 1 }]);
    const body = await aSeatRequest(groupBuy, regular, teamId);
    expect(await regular.refusal('POST', '/shop/orders', { body })).toBe('NEWCOMERS_ONLY');
    expect((await joined(groupBuy, teamId)).order.state).toBe('gathering');
  });

  it('case 13: when a joiner’s other first order is paid first, then the seat taken before stays', async () => {
    const groupBuy = await aGroupBuy(shop, { newcomersJoin: true });
    const { teamId } = await aTeamOf(groupBuy, leader);
    const joiner = await aBuyer(shop);
    const { id } = await seated(groupBuy, joiner, teamId);
    await paid(shop, joiner, [{ skuId: groupBuy.skuId, quantity: 1 }]);
    expect((await paysFor(shop, joiner, id)).state).toBe('gathering');
    const next = await aTeamOf(groupBuy, await aBuyer(shop));
    const body = await aSeatRequest(groupBuy, joiner, next.teamId);
    expect(await joiner.refusal('POST', '/shop/orders', { body })).toBe('NEWCOMERS_ONLY');
  });

  it('case 14: when a joiner’s first order went back whole, then they are new again', async () => {
    const groupBuy = await aGroupBuy(shop, { newcomersJoin: true });
    const { teamId } = await aTeamOf(groupBuy, leader);
    const joiner = await aBuyer(shop);
    const first = await joined(groupBuy, teamId, joiner);
    const other = await aTeamOf(groupBuy, await aBuyer(shop));
    const body = await aSeatRequest(groupBuy, joiner, other.teamId);
    expect(await joiner.refusal('POST', '/shop/orders', { body })).toBe('NEWCOMERS_ONLY');
    await leaves(shop, joiner, first.order.id);
    expect(await joiner.refusal('POST', '/shop/orders', { body })).toBeNull();
  });
});
