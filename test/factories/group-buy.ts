import type { Campaign, Order, PlacedOrder, Quote, TeamAnswer } from '@siyu/shared';
import { fen } from '../../shared/src/money.js';
import { aSkuFor } from './fulfilment.js';
import { published } from './campaign.js';
import type { Client } from './http.js';
import type { TestOperator } from './operator.js';
import { aBuyer, notified, orderOf, payInSheet, prepaid, type Buyer } from './purchase.js';
import type { TestShop } from './shop.js';
import { setSwitches } from './shopper.js';

/** ¥150 alone, ¥120 together: enough to be sent free of freight. */
export const ALONE_FEN = fen(15_000);
export const TOGETHER_FEN = fen(12_000);

/** Who can sit in a team: a client with an address. */
export type Joiner = Client & { addressId: string };

/** A group buy of one SKU of its own. */
export interface GroupBuy<Shop = TestShop> {
  shop: Shop;
  campaign: Campaign;
  skuId: string;
}
type Rule = Extract<Campaign['campaign'], { kind: 'group-buy' }>['rule'];
type Given = Partial<Rule> & { leaderPriceFen?: Rule['prices'][number]['leaderPriceFen'] };

export async function aGroupBuy(
  shop: TestShop,
  {
    stock = 500,
    leaderPriceFen = null,
    ...rule
  }: Partial<Rule> & {
    stock?: number;
    leaderPriceFen?: Rule['prices'][number]['leaderPriceFen'];
  } = {},
  operator?: TestOperator,
): Promise<GroupBuy> {
  const skuId = await aSkuFor(shop, { priceFen: ALONE_FEN, stock });
  const input = groupBuyInput(skuId, { ...rule, leaderPriceFen });
  return { shop, campaign: await published(shop, input, operator), skuId };
}

/** What an operator writes: three people within an hour, unless something else is said. */
export function groupBuyInput(skuId: string, { leaderPriceFen = null, ...rule }: Given = {}) {
  return {
    kind: 'group-buy' as const,
    name: '一起拼',
    scope: { productIds: [], skuIds: [skuId], categoryIds: [] },
    rule: {
      ...{ size: 3, hours: 1, perPersonMax: 99 },
      prices: [{ skuId, priceFen: TOGETHER_FEN, leaderPriceFen }],
      ...rule,
    },
  };
}

/** What a checkout from a team's page sends; null opens a team. */
export async function aSeatRequest(
  groupBuy: Pick<GroupBuy, 'campaign' | 'skuId'>,
  buyer: Joiner,
  teamId: string | null,
  quantity = 1,
) {
  const { shownTotalFen: _, ...request } = seatRequest(groupBuy, buyer, teamId, quantity);
  const { lines, addressId, through } = request;
  const { totalFen } = await buyer.post<Quote>('/shop/quote', { lines, addressId, through });
  return { ...request, shownTotalFen: totalFen };
}

/** The same of one unit at the member's price, without asking for it first. */
export function seatRequest(
  { campaign, skuId }: Pick<GroupBuy, 'campaign' | 'skuId'>,
  { addressId }: Pick<Joiner, 'addressId'>,
  teamId: string | null,
  quantity = 1,
) {
  return {
    ...{ lines: [{ skuId, quantity }], addressId, fromCart: false, returnPolicyConfirmed: true },
    ...{ through: { campaignId: campaign.id, teamId }, shownTotalFen: TOGETHER_FEN },
  };
}

/** Takes a seat without paying for it; null opens a team. */
export async function seated(
  groupBuy: GroupBuy,
  buyer: Buyer,
  teamId: string | null,
  quantity = 1,
): Promise<PlacedOrder> {
  const request = await aSeatRequest(groupBuy, buyer, teamId, quantity);
  return buyer.post<PlacedOrder>('/shop/orders', request);
}

/** Pays an order, and lets everything that follows happen. */
export async function paysFor(shop: TestShop, buyer: Buyer, orderId: string): Promise<Order> {
  await payInSheet(shop, await prepaid(buyer, orderId));
  await notified(shop);
  await notified(shop);
  return orderOf(buyer, orderId);
}

/** A team whose leader has paid. */
export async function aTeamOf(
  groupBuy: GroupBuy,
  leader: Buyer,
): Promise<{ teamId: string; order: Order }> {
  const { id } = await seated(groupBuy, leader, null);
  const order = await paysFor(groupBuy.shop, leader, id);
  return { teamId: await teamIdOf(groupBuy.shop, id), order };
}

/** Someone new joins a team and pays. */
export async function joined(
  groupBuy: GroupBuy,
  teamId: string,
  buyer?: Buyer,
): Promise<{ buyer: Buyer; order: Order }> {
  const member = buyer ?? (await aBuyer(groupBuy.shop));
  const { id } = await seated(groupBuy, member, teamId);
  return { buyer: member, order: await paysFor(groupBuy.shop, member, id) };
}

export async function teamIdOf(shop: Pick<TestShop, 'db'>, orderId: string): Promise<string> {
  const sql = 'SELECT team_id AS id FROM team_seat WHERE order_id = ?';
  const [found] = await shop.db.query(sql, [orderId]);
  return (found as { id: string }).id;
}

export function teamOf(buyer: Pick<Client, 'get'>, teamId: string): Promise<TeamAnswer> {
  return buyer.get<TeamAnswer>(`/shop/teams/${teamId}`);
}

/** A member gives their seat up while the team forms. */
export async function leaves(shop: TestShop, buyer: Buyer, orderId: string): Promise<Order> {
  const order = await orderOf(buyer, orderId);
  const lines = order.lines.map(({ id, quantity }) => ({ lineId: id, quantity }));
  await buyer.post('/shop/after-sales', {
    ...{ orderId, kind: 'refund-only', reason: 'changed-mind', lines },
  });
  await notified(shop);
  return orderOf(buyer, orderId);
}

/** So many minutes later, with everything done that is due; sessions live for two hours. */
export async function minutesLater(shop: TestShop, minutes: number): Promise<void> {
  shop.clock.advance(minutes * 60_000);
  await shop.settle();
  await notified(shop);
}

/** The shopper pays in WeChat's sheet, and the news of it is lost for now. */
export async function paysUnheard(shop: TestShop, buyer: Buyer, orderId: string): Promise<void> {
  const sheet = await prepaid(buyer, orderId);
  await setSwitches(shop, { notifyLost: true });
  await payInSheet(shop, sheet);
}
