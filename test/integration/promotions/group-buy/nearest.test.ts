import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { NearestTeams } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  ALONE_FEN,
  aGroupBuy,
  aTeamOf,
  joined,
  minutesLater,
  seated,
  TOGETHER_FEN,
  type GroupBuy,
} from '../../../factories/group-buy.js';
import { client } from '../../../factories/http.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aBuyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { statementsOf } from '../../../factories/statements.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** What is remembered for a second is asked anew under an address of its own. */
let asked = 0;
const nearest = () => client(shop.url).get<NearestTeams>(`/shop/group-buys/nearest?${++asked}`);
const idsNow = async () => (await nearest()).teams.map(({ id }) => id);
/** A team of this group buy whose leader has paid. */
const opened = async (groupBuy: GroupBuy) => (await aTeamOf(groupBuy, await aBuyer(shop))).teamId;

describe('given teams of several products', () => {
  let three: GroupBuy;
  let nearer: string;
  let pair: string;

  it('when the front page asks, then the one that misses fewest of each product is there', async () => {
    three = await aGroupBuy(shop, { size: 3, hours: 2 }, operator);
    await opened(three);
    nearer = await opened(three);
    await joined(three, nearer);
    pair = await opened(await aGroupBuy(shop, { size: 2, hours: 1 }, operator));
    const { teams, serverTime } = await nearest();
    expect(serverTime).toBe(shop.clock.now().toISOString());
    expect(teams).toMatchObject([
      { id: pair, size: 2, paid: 1, missing: 1, priceFen: TOGETHER_FEN, priceVaries: false },
      { id: nearer, size: 3, paid: 2, missing: 1, ordinaryPriceFen: ALONE_FEN },
    ]);
    expect(teams[0]?.product.title).not.toBe('');
  });

  it('when nobody has paid for a team, then it is not there', async () => {
    const before = await idsNow();
    await seated(await aGroupBuy(shop, {}, operator), await aBuyer(shop), null);
    expect(await idsNow()).toEqual(before);
  });

  it('when every seat is taken, though one is not paid, then it is not there', async () => {
    await seated(three, await aBuyer(shop), nearer);
    expect(await idsNow()).not.toContain(nearer);
  });

  it('when its campaign is paused, then it is not there; when that has ended, it runs on', async () => {
    const groupBuy = await aGroupBuy(shop, {}, operator);
    const teamId = await opened(groupBuy);
    await operator.post(`/ops/campaigns/${groupBuy.campaign.id}/pause`);
    expect(await idsNow()).not.toContain(teamId);
    await operator.post(`/ops/campaigns/${groupBuy.campaign.id}/end`);
    expect(await idsNow()).toContain(teamId);
  });

  it('when its time is over, then it is not there any more', async () => {
    await minutesLater(shop, 60);
    expect(await idsNow()).not.toContain(pair);
  });

  it('then nothing of it says who anybody is', async () => {
    const text = JSON.stringify(await nearest());
    expect(text).not.toMatch(/shopper|openid|leader|member/i);
  });
});

describe('SQL statements of the nearest teams', () => {
  it('asked anew they take 2: the teams with their prices, and the goods', async () => {
    await opened(await aGroupBuy(shop, {}, operator));
    expect((await statementsOf(shop, nearest)).statements).toBe(2);
  });

  it('answered within the same second they take none', async () => {
    const look = () => client(shop.url).get('/shop/group-buys/nearest');
    await look();
    expect((await statementsOf(shop, look)).statements).toBe(0);
  });
});
