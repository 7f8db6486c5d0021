import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignReport, PlaceOrderRequest } from '@siyu/shared';
import fc from 'fast-check';
import { fen } from '../../../shared/src/money.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { published } from '../../factories/campaign.js';
import { couponCampaign, only } from '../../factories/coupon.js';
import { aFlashSale } from '../../factories/flash-sale.js';
import { aSkuFor, settled } from '../../factories/fulfilment.js';
import { buyOneGetOne } from '../../factories/gift.js';
import { aGroupBuy, minutesLater, teamIdOf } from '../../factories/group-buy.js';
import { newsComes, paidButClosedHere } from '../../factories/late-payment.js';
import { newcomerPrice } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { statementsOf } from '../../factories/statements.js';
import { CampaignHistory, FATES, type ToldOrder } from './campaign-history.js';
import { recomputed } from './recomputed.js';

const SEED = 20261118;
const PEOPLE = 9;
const SLOTS = [{ startsAt: '2026-11-18T00:00:00.000Z', endsAt: '2026-11-30T00:00:00.000Z' }];

let shop: TestShop;
let operator: TestOperator;
let history: CampaignHistory;
let orders: ToldOrder[];
const ids: Record<string, string> = {};
const reportOf = (id: string) => operator.get<CampaignReport>(`/ops/campaigns/${id}/report`);

type Goods = Pick<PlaceOrderRequest, 'lines' | 'through'>;

/** What can be bought, a campaign a sort; coupons act on any of it. */
async function aRange(): Promise<Goods[]> {
  const slots = { slots: SLOTS };
  const coupon = await couponCampaign(shop, operator, { perPersonMax: 3 }, slots);
  const newcomer = await newcomerPrice(shop, operator);
  const gift = await buyOneGetOne(shop, operator, slots, { stock: 500 });
  const flash = await aFlashSale(shop, {
    ...{ stock: 100, ordinary: 200, perPersonMax: 9, campaign: slots },
  });
  const reducedSku = await aSkuFor(shop, { priceFen: fen(6_000), stock: 500 });
  const reduced = await reductionOn(reducedSku);
  Object.assign(ids, {
    ...{ coupon: coupon.id, newcomer: newcomer.campaign.id, gift: gift.campaign.id },
    ...{ flash: flash.campaign.id, reduction: reduced },
  });
  return [
    { lines: [{ skuId: newcomer.skuId, quantity: 1 }] },
    { lines: [{ skuId: gift.skuId, quantity: 1 }] },
    {
      lines: [{ skuId: flash.skuId, quantity: 2 }],
      through: { campaignId: flash.campaign.id, teamId: null },
    },
    { lines: [{ skuId: reducedSku, quantity: 3 }] },
    { lines: [{ skuId: await aSkuFor(shop, { stock: 500 }), quantity: 2 }] },
  ];
}

async function reductionOn(skuId: string): Promise<string> {
  const tiers = [{ from: 10_000, reduction: { kind: 'amount' as const, offFen: fen(2_000) } }];
  const rule = { counts: 'fen' as const, tiers };
  const given = { kind: 'full-reduction' as const, rule, scope: only(skuId), slots: SLOTS };
  return (await published(shop, given, operator)).id;
}

/** Somebody does something, by lot. */
async function somethingHappens(range: readonly Goods[], lot: Lot): Promise<void> {
  const buyer = await history.person(lot.person);
  const goods = range[lot.goods]!;
  if (lot.claims) await buyer.refusal('POST', '/shop/coupons', claimOf());
  if (lot.onlyAsks) return void (await history.asks(buyer, goods));
  await history.meets(buyer, await history.orders(buyer, goods), lot.fate);
}

const claimOf = () => ({ body: { campaignId: ids['coupon'] } });

interface Lot {
  person: number;
  goods: number;
  fate: (typeof FATES)[number];
  claims: boolean;
  onlyAsks: boolean;
}
const lots = fc.record({
  person: fc.nat(PEOPLE - 1),
  goods: fc.nat(4),
  fate: fc.constantFrom(...FATES),
  claims: fc.boolean(),
  onlyAsks: fc.nat(5).map((drawn) => drawn === 0),
});

/** A team of two that gets 5 % back, one that fails, and one whose leader never pays. */
async function teamsAreTried(): Promise<void> {
  const ladder = [
    { people: 2, offBps: 500 },
    { people: 3, offBps: 1_000 },
  ];
  const { campaign, skuId } = await aGroupBuy(shop, { size: 2, ladder }, operator);
  ids['groupBuy'] = campaign.id;
  const seat = (teamId: string | null) => ({
    lines: [{ skuId, quantity: 1 }],
    through: { campaignId: campaign.id, teamId },
  });
  const [ann, bo, cy, di] = [0, 1, 2, PEOPLE].map((nth) => history.person(nth));
  const led = await history.orders(await ann!, seat(null));
  await history.meets(await ann!, led, 'paid');
  const team = await teamIdOf(shop, led);
  await history.meets(await bo!, await history.orders(await bo!, seat(team)), 'paid');
  await history.meets(await cy!, await history.orders(await cy!, seat(null)), 'paid');
  await history.orders(await di!, seat(null));
  await minutesLater(shop, 61);
}

/** Its payment comes once its goods are another's: the money goes straight back. */
async function somebodyPaysTooLate(): Promise<void> {
  const skuId = await aSkuFor(shop, { priceFen: fen(6_000), stock: 2 });
  ids['tooLate'] = await reductionOn(skuId);
  const [ann, bo] = [await history.person(0), await history.person(1)];
  const goods = { lines: [{ skuId, quantity: 2 }] };
  const id = await history.orders(ann, goods);
  await paidButClosedHere(shop, ann, id);
  await history.meets(bo, await history.orders(bo, goods), 'paid');
  await newsComes(shop, id);
}

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  history = new CampaignHistory(shop, operator);
  const range = await aRange();
  for (const [nth, lot] of fc.sample(lots, { numRuns: 48, seed: SEED }).entries()) {
    if (nth % 12 === 11) {
      shop.clock.advance(5 * 3_600_000);
      await history.comesBack();
    }
    await somethingHappens(range, lot);
  }
  [operator] = await Promise.all([anOperator(shop), history.comesBack()]);
  await somebodyPaysTooLate();
  await teamsAreTried();
  [operator] = await Promise.all([anOperator(shop), history.comesBack()]);
  await settled(shop);
  orders = await history.tell();
}, 180_000);
afterAll(() => shop.close());

describe('given a shop where all sorts of things were ordered, paid and sent back', () => {
  it('then a history was generated that tells campaigns apart', async () => {
    const kinds = orders.map(({ order }) => `${order.state} ${order.closeReason ?? ''}`);
    expect(new Set(kinds).size).toBeGreaterThanOrEqual(5);
    for (const id of Object.values(ids)) {
      const { total } = await reportOf(id);
      expect(total.ordered.orders).toBeGreaterThan(0);
    }
    await expectCleanAudit(shop);
  });

  it.each(['coupon', 'newcomer', 'gift', 'flash', 'reduction', 'groupBuy', 'tooLate'])(
    'when the %s campaign reports, then its figures are those of its orders one by one',
    async (name) => {
      const report = await reportOf(ids[name]!);
      expect(report).toMatchObject(recomputed(ids[name]!, orders, history.told));
    },
  );

  it('when money came too late and went straight back, then it was neither paid nor refunded', async () => {
    const { total } = await reportOf(ids['tooLate']!);
    expect(total).toMatchObject({ ordered: { orders: 2 }, paid: { orders: 1 }, soldOrders: 1 });
    expect(total.refunded).toEqual({ orders: 0, units: 0, fen: 0 });
  });

  it('when a kind has more to tell, then its report does', async () => {
    const ofKind = async (name: string) => (await reportOf(ids[name]!)).ofKind;
    expect(await ofKind('groupBuy')).toEqual({
      ...{ kind: 'group-buy', teams: 2, forming: 0, succeeded: 1, failed: 1 },
      completedBySystem: 0,
    });
    const ofFlash = orders.filter(({ order, quote }) => {
      const isIts = quote.offers.some(({ campaignId }) => campaignId === ids['flash']);
      return isIts && order.state !== 'closed';
    });
    const lines = ofFlash.flatMap(({ order }) => order.lines);
    expect(await ofKind('flash')).toEqual({
      ...{ kind: 'flash-sale', setApartUnits: 100 },
      takenUnits: lines.reduce((sum, one) => sum + one.quantity - one.cancelledQuantity, 0),
    });
    expect(await ofKind('reduction')).toBeNull();
  });

  it('when a report is asked for, then it takes four statements, whatever the kind', async () => {
    for (const id of Object.values(ids)) {
      const { statements } = await statementsOf(shop, () => reportOf(id));
      expect(statements).toBeLessThanOrEqual(4);
    }
  });
});
