import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Quote } from '@siyu/shared';
import { client } from '../../../factories/http.js';
import {
  aGroupBuy,
  aSeatRequest,
  aTeamOf,
  seated,
  type GroupBuy,
} from '../../../factories/group-buy.js';
import { aBuyer, payInSheet, prepaid, type Buyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { statementsOf } from '../../../factories/statements.js';

let shop: TestShop;
let groupBuy: GroupBuy;
let teamId: string;
let buyer: Buyer;
beforeAll(async () => {
  shop = await aShop();
  groupBuy = await aGroupBuy(shop, { size: 9 });
  buyer = await aBuyer(shop);
  ({ teamId } = await aTeamOf(groupBuy, await aBuyer(shop)));
});
afterAll(() => shop.close());

/** Live campaigns are read once a second: the reading is had before counting. */
async function count(work: () => Promise<unknown>): Promise<number> {
  await aSeatRequest(groupBuy, buyer, teamId);
  return (await statementsOf(shop, work)).statements;
}

/** Beside those of a purchase without campaigns (`orders/statements.test.ts`): 2, 9 past the cart, 7. */
describe('SQL statements of a group buy', () => {
  it('a quote of a seat takes 5: its own 2, the person’s count, the team, and whether one sits there', async () => {
    const { lines, addressId, through } = await aSeatRequest(groupBuy, buyer, teamId);
    const ask = () => buyer.post<Quote>('/shop/quote', { lines, addressId, through });
    expect(await count(ask)).toBe(5);
  });

  it('opening a team takes 15: the quote’s one, the use, the team, the seat, the counts and the tally', async () => {
    const body = await aSeatRequest(groupBuy, buyer, null);
    expect(await count(() => buyer.post('/shop/orders', body))).toBe(15);
  });

  it('joining one takes 17: the quote’s three, the use, the team, the seat, the counts and the tally', async () => {
    const body = await aSeatRequest(groupBuy, buyer, teamId);
    expect(await count(() => buyer.post('/shop/orders', body))).toBe(17);
  });

  it('being notified as paid takes 11: the use moves on, and the seat and its team', async () => {
    const other = await aBuyer(shop);
    const { id } = await seated(groupBuy, other, teamId);
    const sheet = await prepaid(other, id);
    const notify = async () => {
      await payInSheet(shop, sheet);
      await client(shop.sandbox.url).post('/sandbox/callbacks/flush', { all: true });
    };
    expect(await count(notify)).toBe(11);
  });
});
