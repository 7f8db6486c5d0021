import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Coupon, NewcomerZone, Page } from '@siyu/shared';
import { arrived, refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { couponCampaign } from '../../factories/coupon.js';
import { shipped, unitsOf } from '../../factories/fulfilment.js';
import { aNewcomer, aPhone, bound, newcomerPrice } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aRequest, orderOf, paid, placed, quoted, type Buyer } from '../../factories/purchase.js';
import { aShopper } from '../../factories/shopper.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { client } from '../../factories/http.js';

const DAY_MS = 86_400_000;

let shop: TestShop;
let operator: TestOperator;
let skuId: string;
let campaignId: string;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  const live = await newcomerPrice(shop, operator);
  skuId = live.skuId;
  campaignId = live.campaign.id;
});
afterAll(() => shop.close());
/** Sessions do not last as long as the window: whoever is there later logs in anew. */
beforeEach(async () => {
  operator = await anOperator(shop);
});
/** Days pass here: what fell due meanwhile is done first. */
afterEach(async () => {
  await shop.settle();
  await expectCleanAudit(shop);
});

const one = () => [{ skuId, quantity: 1 }];
const priceFor = async (buyer: Buyer) => (await quoted(buyer, one())).totalFen;
const order = async (buyer: Buyer) => {
  const body = await aRequest(buyer, one());
  return () => buyer.refusal('POST', '/shop/orders', { body });
};
const cancel = async (buyer: Buyer, id: string) => {
  await buyer.post(`/shop/orders/${id}/cancellation`);
  await shop.settle();
};

describe('given 新人价 9.9 包邮', () => {
  it('when someone registers, then one unit costs 9.90 with its freight, the next the usual', async () => {
    const ann = await aNewcomer(shop);
    expect(await priceFor(ann)).toBe(990);
    const two = await quoted(ann, [{ skuId, quantity: 2 }]);
    expect(two).toMatchObject({ totalFen: 6_890, freight: { reason: 'freed-by-offer' } });
  });

  it('case 24: when one person places two first orders at once, then one has the benefit', async () => {
    const phone = aPhone();
    const people = await Promise.all([aNewcomer(shop), aNewcomer(shop), aNewcomer(shop)]);
    await Promise.all(people.map((person) => bound(shop, person, phone)));
    const orders = await Promise.all(people.map((person) => order(person)));
    const answers = await Promise.all(orders.map((place) => place()));
    expect(answers.filter((code) => code === null)).toHaveLength(1);
    // Whoever is priced only after the first has it is asked for the usual price.
    const refused = answers.filter((code) => code !== null);
    expect(['NEWCOMER_BENEFIT_USED', 'QUOTE_CHANGED']).toEqual(expect.arrayContaining(refused));
    const left = await Promise.all(people.map(priceFor));
    expect(left).toEqual([6_900, 6_900, 6_900]);
  });

  it('case 25: when the first order is cancelled unpaid, then the benefit is there again', async () => {
    const ann = await aNewcomer(shop);
    const { id } = await placed(ann, one());
    expect(await priceFor(ann)).toBe(6_900);
    await cancel(ann, id);
    expect(await priceFor(ann)).toBe(990);
  });

  it('case 25: when it is refunded before it was sent, then too; after, then not', async () => {
    const ann = await aNewcomer(shop);
    const unsent = await paid(shop, ann, one());
    await refundedUnits(shop, operator, unsent, unitsOf(unsent));
    expect(await orderOf(ann, unsent.id)).toMatchObject({ state: 'closed' });
    expect(await priceFor(ann)).toBe(990);
    const sent = await paid(shop, ann, one());
    await shipped(shop, operator, sent);
    await refundedUnits(shop, operator, sent, unitsOf(sent));
    expect(await orderOf(ann, sent.id)).toMatchObject({ refundedFen: 990 });
    expect(await priceFor(ann)).toBe(6_900);
  });

  it('case 25: when the rule says a refunded order does not count, then it is there again', async () => {
    const lenient = await newcomerPrice(shop, operator, { refundedOrderCounts: false });
    const ann = await aNewcomer(shop);
    const wanted = [{ skuId: lenient.skuId, quantity: 1 }];
    const sent = await paid(shop, ann, wanted);
    await shipped(shop, operator, sent);
    expect((await quoted(ann, wanted)).totalFen).toBe(6_900);
    await refundedUnits(shop, operator, sent, unitsOf(sent));
    expect((await quoted(ann, wanted)).totalFen).toBe(990);
    expect((await placed(ann, wanted)).totalFen).toBe(990);
  });

  it('when an order without any benefit was paid, then the first order is over', async () => {
    const ann = await aNewcomer(shop);
    const plain = await newcomerPrice(shop, operator, { prices: [] });
    await paid(shop, ann, [{ skuId: plain.skuId, quantity: 1 }]);
    expect(await priceFor(ann)).toBe(6_900);
  });
});

describe('case 26: given the window of three days', () => {
  /** So long before the end of someone's window, with a session that lasts. */
  const beforeItsEnd = async (ms: number) => {
    const ann = await aNewcomer(shop);
    const registered = new Date(ann.session.shopper.createdAt).getTime();
    shop.clock.set(new Date(registered + 3 * DAY_MS - ms));
    return { ...(await aShopper(shop, { openid: ann.openid })), addressId: ann.addressId };
  };

  it('when it ends between cart and checkout, then the new total is asked for first', async () => {
    const ann = await beforeItsEnd(1);
    expect(await priceFor(ann)).toBe(990);
    const place = await order(ann);
    shop.clock.advance(1);
    expect(await place()).toBe('QUOTE_CHANGED');
    expect(await priceFor(ann)).toBe(6_900);
  });

  it('when it ends between placing and paying, then the price holds', async () => {
    const ann = await beforeItsEnd(1_000);
    const { id, totalFen } = await placed(ann, one());
    expect(totalFen).toBe(990);
    shop.clock.advance(2_000);
    await newsOfPaying(ann, id);
    expect(await orderOf(ann, id)).toMatchObject({ state: 'to-ship', totalFen: 990 });
  });
});

/** Paid in the sheet and heard of. */
async function newsOfPaying(buyer: Buyer, orderId: string): Promise<void> {
  const { jsapi } = await buyer.post<{ jsapi: object }>(`/shop/orders/${orderId}/payment`);
  await client(shop.sandbox.url).post('/sandbox/pay', jsapi);
  await arrived(shop);
}

describe('given goods for newcomers only', () => {
  it('when others want them, then NEWCOMERS_ONLY; a newcomer buys them', async () => {
    const only = await newcomerPrice(shop, operator, { newcomersOnly: true });
    const wanted = [{ skuId: only.skuId, quantity: 1 }];
    const ann = await aNewcomer(shop);
    expect((await quoted(ann, wanted)).refusal).toBeNull();
    await paid(shop, ann, wanted);
    const quote = await quoted(ann, wanted);
    expect(quote).toMatchObject({
      refusal: 'NEWCOMERS_ONLY',
      lines: [{ refusal: 'NEWCOMERS_ONLY' }],
    });
    const body = { lines: wanted, addressId: ann.addressId, shownTotalFen: quote.totalFen };
    expect(await ann.refusal('POST', '/shop/orders', { body })).toBe('NEWCOMERS_ONLY');
    shop.clock.advance(60_000);
  });
});

describe('the newcomer zone', () => {
  const zoneOf = async (of: Pick<Buyer, 'get'>) =>
    (await of.get<NewcomerZone>('/shop/newcomer')).offers.find(
      (offer) => offer.campaignId === campaignId,
    );

  it('when nobody is logged in, then it shows what a newcomer gets', async () => {
    expect(await zoneOf(client(shop.url))).toMatchObject({
      ...{ standing: null, until: null, windowDays: 3, freesFreight: true, perPersonMax: 1 },
      goods: [{ skuId, priceFen: 990, ordinaryPriceFen: 5_900, soldOut: false }],
    });
  });

  it('when a newcomer looks, then it says until when; once they ordered, that it is over', async () => {
    const ann = await aNewcomer(shop);
    const registered = new Date(ann.session.shopper.createdAt).getTime();
    expect(await zoneOf(ann)).toMatchObject({
      ...{ standing: 'entitled', until: new Date(registered + 3 * DAY_MS).toISOString() },
    });
    const zone = await ann.get<NewcomerZone>('/shop/newcomer');
    expect(zone.now).toBe(shop.clock.now().toISOString());
    await placed(ann, one());
    expect(await zoneOf(ann)).toMatchObject({ standing: 'ordered', until: null });
  });

  it('when the window is over, then it says so', async () => {
    const ann = await aNewcomer(shop);
    shop.clock.advance(3 * DAY_MS);
    const again = await aNewcomer(shop, { openid: ann.openid });
    expect(await zoneOf(again)).toMatchObject({ standing: 'window-over', until: null });
  });
});

describe('given a pack of coupons', () => {
  it('when someone registers, then it is in the wallet, once, and the zone tells of it', async () => {
    const coupons = await couponCampaign(shop, operator, { claim: 'granted' }, LONG);
    const pack = { prices: [], couponCampaignIds: [coupons.id] };
    const { campaign } = await newcomerPrice(shop, operator, pack);
    const ann = await aNewcomer(shop);
    await aNewcomer(shop, { openid: ann.openid });
    const wallet = await ann.get<Page<Coupon>>('/shop/coupons');
    expect(wallet.items.map((coupon) => coupon.campaignId)).toEqual([coupons.id]);
    const zone = await ann.get<NewcomerZone>('/shop/newcomer');
    const offer = zone.offers.find((found) => found.campaignId === campaign.id);
    expect(offer?.coupons).toMatchObject([{ campaignId: coupons.id, minimumFen: 10_000 }]);
  });

  it('when it names what is not offered, then it is not published', async () => {
    const gone = await couponCampaign(shop, operator, { claim: 'granted' }, LONG);
    await operator.post(`/ops/campaigns/${gone.id}/pause`);
    const pack = { prices: [], couponCampaignIds: [gone.id] };
    await expect(newcomerPrice(shop, operator, pack)).rejects.toThrow('CAMPAIGN_POLICY');
  });
});

const LONG = {
  slots: [{ startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2027-11-01T00:00:00.000Z' }],
};
