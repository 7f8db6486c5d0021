import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type Campaign, type PlacedOrder } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import { published } from '../../../factories/campaign.js';
import {
  activityUnits,
  aFlashSale,
  flashInput,
  flashPaid,
  flashPlaced,
  flashQuoted,
  flashRefusal,
  flashRequest,
} from '../../../factories/flash-sale.js';
import { aPaidOrder, unitsOf } from '../../../factories/fulfilment.js';
import { newKey } from '../../../factories/http.js';
import { newsComes, paidButClosedHere } from '../../../factories/late-payment.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
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

let shop: TestShop;
let operator: TestOperator;
let buyer: Buyer;
beforeAll(async () => {
  shop = await aShop();
  [operator, buyer] = await Promise.all([anOperator(shop), aBuyer(shop)]);
});
afterAll(() => shop.close());
afterEach(() => expectCleanAudit(shop));

const sale = (terms = {}) => aFlashSale(shop, terms, operator);
async function cancelled(by: Buyer, orderId: string): Promise<void> {
  await by.post(`/shop/orders/${orderId}/cancellation`);
  await shop.settle();
}
const end = (id: string) => operator.post(`/ops/campaigns/${id}/end`);

describe('given a flash sale that runs', () => {
  it('when it is published, then its units leave the ordinary stock', async () => {
    const one = await sale({ stock: 10, ordinary: 50 });
    expect(await stockOf(shop, one.skuId)).toBe(40);
    expect(await activityUnits(shop, one)).toEqual({ stock: 10, laidOut: 10 });
  });

  it('when someone buys, then the order is whole: price, line, hold, deadline, payment', async () => {
    const one = await sale({ perPersonMax: 2 });
    expect(await flashQuoted(buyer, one, 2)).toMatchObject({
      totalFen: 2_980,
      discountFen: 10_020,
    });
    const placed = await flashPlaced(buyer, one, 2);
    const payBy = new Date(shop.clock.now().getTime() + 5 * 60_000).toISOString();
    expect(placed).toMatchObject({ totalFen: 2_980, payBy });
    expect(await orderOf(buyer, placed.id)).toMatchObject({
      ...{ state: 'awaiting-payment', goodsFen: 12_000, discountFen: 10_020, freightFen: 1_000 },
      lines: [{ skuId: one.skuId, quantity: 2, unitPriceFen: 6_000, payableFen: 1_980 }],
      address: { city: '杭州市' },
    });
    expect(await activityUnits(shop, one)).toEqual({ stock: 8, laidOut: 10 });
    expect(await stockOf(shop, one.skuId)).toBe(40);
  });

  it('when it is paid, then it is sent like any other order', async () => {
    const order = await flashPaid(shop, buyer, await sale());
    expect(order).toMatchObject({ state: 'to-ship', totalFen: 1_990 });
  });

  it('when other offers run, then the order costs what its quote says, as they do not combine', async () => {
    const tiers = [{ from: 100, reduction: { kind: 'amount' as const, offFen: fen(50) } }];
    const reduction = await published(
      shop,
      { kind: 'full-reduction', rule: { counts: 'fen', tiers } },
      operator,
    );
    const one = await sale();
    expect(await flashQuoted(buyer, one)).toMatchObject({ totalFen: 1_990 });
    expect((await flashPlaced(buyer, one)).totalFen).toBe(1_990);
    await end(reduction.id);
  });

  it('when it combines with a reduction, then both act, and the order is placed like any other', async () => {
    const one = await sale({ campaign: { combinesWith: ['reduction'] } });
    const tiers = [{ from: 100, reduction: { kind: 'amount' as const, offFen: fen(50) } }];
    const reduction = await published(
      shop,
      { kind: 'full-reduction', combinesWith: ['price'], rule: { counts: 'fen', tiers } },
      operator,
    );
    const request = { ...flashRequest(buyer), shownTotalFen: fen(1_940) };
    expect((await buyer.post<PlacedOrder>(one.path, request)).totalFen).toBe(1_940);
    expect(await activityUnits(shop, one)).toMatchObject({ stock: 9 });
    await end(reduction.id);
  });

  it('when the same key comes again, then the same order is answered, also once all is sold', async () => {
    const one = await sale({ stock: 1 });
    const key = newKey();
    const first = await buyer.post<PlacedOrder>(one.path, flashRequest(buyer), key);
    expect(await buyer.post(one.path, flashRequest(buyer), key)).toEqual(first);
    const other = await aBuyer(shop);
    expect(await flashRefusal(other, one)).toBe('FLASH_SOLD_OUT');
    expect(await flashRefusal(other, one)).toBe('FLASH_SOLD_OUT');
    expect(await buyer.post(one.path, flashRequest(buyer), key)).toEqual(first);
    const another = { body: { ...flashRequest(buyer), remark: '快点' }, key };
    expect(await buyer.refusal('POST', one.path, another)).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('when the same key comes twice at once, then there is one order', async () => {
    const one = await sale();
    const key = newKey();
    const twice = [1, 2, 3].map(() => buyer.post(one.path, flashRequest(buyer), key));
    const [first, ...others] = await Promise.all(twice);
    for (const other of others) expect(other).toEqual(first);
    expect(await activityUnits(shop, one)).toMatchObject({ stock: 9 });
  });

  it('when what was shown is not the price, or someone else’s address is named, then it is refused', async () => {
    const one = await sale();
    const stranger = await aBuyer(shop);
    const wrong = { ...flashRequest(buyer), shownTotalFen: fen(990) };
    expect(await buyer.refusal('POST', one.path, { body: wrong })).toBe('QUOTE_CHANGED');
    const elsewhere = { ...flashRequest(buyer), addressId: stranger.addressId };
    expect(await buyer.refusal('POST', one.path, { body: elsewhere })).toBe('ADDRESS_NOT_FOUND');
  });
});

describe('what one person may take', () => {
  it('case 20: given an unpaid order holds their share, then another order is refused', async () => {
    const one = await sale({ perPersonMax: 2 });
    await flashPlaced(buyer, one, 1);
    expect(await flashRefusal(buyer, one, 2)).toBe('PURCHASE_LIMIT');
    await flashPaid(shop, buyer, one, 1);
    expect(await flashRefusal(buyer, one, 1)).toBe('PURCHASE_LIMIT');
    expect(await flashQuoted(buyer, one)).toMatchObject({ refusal: 'PURCHASE_LIMIT' });
  });

  it('case 20: given their orders come all at once, then only their share is placed', async () => {
    const one = await sale({ perPersonMax: 2 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => flashRefusal(buyer, one)));
    expect(answers.filter((code) => code === null)).toHaveLength(2);
    expect(new Set(answers)).toEqual(new Set([null, 'PURCHASE_LIMIT']));
  });

  it('case 20: given it comes by the ordinary way as well, then both ways count', async () => {
    const one = await sale();
    await flashPlaced(buyer, one);
    const request = {
      ...{ lines: [{ skuId: one.skuId, quantity: 1 }], addressId: buyer.addressId },
      ...{ shownTotalFen: fen(1_990), through: { campaignId: one.campaign.id } },
    };
    expect(await buyer.refusal('POST', '/shop/orders', { body: request })).toBe('PURCHASE_LIMIT');
    const other = await aBuyer(shop);
    const theirs = { ...request, addressId: other.addressId };
    await other.post('/shop/orders', theirs);
    expect(await flashRefusal(other, one)).toBe('PURCHASE_LIMIT');
  });

  it('given the unpaid order is cancelled, then they may buy again', async () => {
    const one = await sale();
    const { id } = await flashPlaced(buyer, one);
    await cancelled(buyer, id);
    expect(await flashRefusal(buyer, one)).toBeNull();
  });
});

describe('units that come back', () => {
  it('case 21: when an order is cancelled, then its unit returns once, to the activity', async () => {
    const one = await sale({ stock: 1 });
    const { id } = await flashPlaced(buyer, one);
    const other = await aBuyer(shop);
    expect(await flashRefusal(other, one)).toBe('FLASH_SOLD_OUT');
    await cancelled(buyer, id);
    await cancelled(buyer, id);
    expect(await activityUnits(shop, one)).toEqual({ stock: 1, laidOut: 1 });
    expect(await stockOf(shop, one.skuId)).toBe(49);
    shop.clock.advance(1_000);
    expect(await flashRefusal(other, one)).toBeNull();
  });

  it('case 21: when it is cancelled after the activity ended, then the unit ends in the ordinary stock', async () => {
    const one = await sale({ stock: 10 });
    const { id } = await flashPlaced(buyer, one);
    await end(one.campaign.id);
    await shop.settle();
    expect(await activityUnits(shop, one)).toEqual({ stock: 0, laidOut: 1 });
    expect(await stockOf(shop, one.skuId)).toBe(49);
    await cancelled(buyer, id);
    await shop.settle();
    expect(await activityUnits(shop, one)).toEqual({ stock: 0, laidOut: 0 });
    expect(await stockOf(shop, one.skuId)).toBe(50);
  });

  it('when nobody pays in time, then the order closes by the sale’s own deadline', async () => {
    const one = await sale();
    const { id } = await flashPlaced(buyer, one);
    shop.clock.advance(5 * 60_000);
    await shop.settle();
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed', closeReason: 'expired' });
    expect(await activityUnits(shop, one)).toEqual({ stock: 10, laidOut: 10 });
  });

  it('when some of it is refunded unsent, then those units return to the activity, and no more', async () => {
    const one = await sale({ perPersonMax: 3 });
    const order = await flashPaid(shop, buyer, one, 3);
    const refund = (quantity: number) =>
      operator.post(`/ops/orders/${order.id}/refunds`, {
        ...{ lines: unitsOf(order, quantity), reason: 'other', answer: '商家退款' },
      });
    await refund(1);
    await shop.settle();
    expect(await activityUnits(shop, one)).toMatchObject({ stock: 8 });
    await refund(2);
    await shop.settle();
    await notified(shop);
    expect(await orderOf(buyer, order.id)).toMatchObject({ state: 'closed' });
    expect(await activityUnits(shop, one)).toMatchObject({ stock: 10 });
    expect(await stockOf(shop, one.skuId)).toBe(40);
  });

  it('case 03: when it is paid after it closed, then it is held again while there are units', async () => {
    const one = await sale({ stock: 1 });
    const { id } = await flashPlaced(buyer, one);
    await paidButClosedHere(shop, buyer, id);
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship' });
    expect(await activityUnits(shop, one)).toMatchObject({ stock: 0 });
  });

  it('case 03: when another bought the last one meanwhile, then the money goes back', async () => {
    const one = await sale({ stock: 1 });
    const { id } = await flashPlaced(buyer, one);
    await paidButClosedHere(shop, buyer, id);
    await flashPlaced(await aBuyer(shop), one);
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed', refundedFen: 1_990 });
  });

  it('case 03: when the activity is over by then, then the unit comes out of the ordinary stock', async () => {
    const one = await sale({ stock: 1, ordinary: 1 });
    const { id } = await flashPlaced(buyer, one);
    await paidButClosedHere(shop, buyer, id);
    await end(one.campaign.id);
    await shop.settle();
    expect(await stockOf(shop, one.skuId)).toBe(1);
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship' });
    expect(await stockOf(shop, one.skuId)).toBe(0);
  });
});

describe('the clock and the operator', () => {
  it('case 22: given a slot, then the server’s clock decides its first and its last instant', async () => {
    const at = (ms: number) => new Date(shop.clock.now().getTime() + ms).toISOString();
    const slots = [{ startsAt: at(5_000), endsAt: at(10_000) }];
    const one = await sale({ perPersonMax: 9, campaign: { slots } });
    const answerAfter = (ms: number) => {
      shop.clock.advance(ms);
      return flashRefusal(buyer, one);
    };
    expect(await answerAfter(0)).toBe('CAMPAIGN_NOT_LIVE');
    expect(await answerAfter(4_900)).toBe('CAMPAIGN_NOT_LIVE');
    expect(await answerAfter(99)).toBe('CAMPAIGN_NOT_LIVE');
    expect(await answerAfter(1)).toBeNull();
    expect(await answerAfter(4_999)).toBeNull();
    expect(await answerAfter(1)).toBe('CAMPAIGN_NOT_LIVE');
  });

  it('case 23: given the price is edited while an order is unpaid, then it is paid as it was placed', async () => {
    const one = await sale();
    const { id } = await flashPlaced(buyer, one);
    await prepaid(buyer, id);
    const { campaign } = one.campaign;
    const edited = flashInput(one.skuId, {});
    edited.rule.prices[0]!.priceFen = fen(1_990);
    await operator.put<Campaign>(`/ops/campaigns/${one.campaign.id}`, {
      version: one.campaign.version,
      campaign: { ...campaign, rule: edited.rule },
    });
    const paymentId = await paymentIdOf(shop, id);
    await payInSheet(shop, await prepaid(buyer, id));
    await notified(shop);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship', totalFen: 1_990 });
    expect(await paymentIdOf(shop, id)).toBe(paymentId);
    const other = await aBuyer(shop);
    expect(await flashRefusal(other, one)).toBe('QUOTE_CHANGED');
    expect(await flashQuoted(other, one)).toMatchObject({ totalFen: 2_990 });
  });

  it('when more is set apart than there is, then it cannot be published, and says of what', async () => {
    const skuId = (await aPaidOrder(shop, buyer, 1, { priceFen: fen(6_000), stock: 5 })).lines[0]!
      .skuId;
    const draft = await operator.post<Campaign>('/ops/campaigns', {
      ...flashInput(skuId, { stock: 5 }),
      ...{ scope: null, slots: (await sale()).campaign.campaign.slots },
    });
    expect(await operator.get(`/ops/campaigns/${draft.id}/findings`)).toMatchObject([
      { code: 'FLASH_STOCK_EXCEEDS_STOCK', level: 'error', skuId },
    ]);
    const path = `/ops/campaigns/${draft.id}/publish`;
    expect(await operator.refusal('POST', path)).toBe('CAMPAIGN_POLICY');
  });

  it('when units are added or taken away while it runs, then the ordinary stock gives or gets them', async () => {
    const one = await sale({ stock: 10, ordinary: 50, perPersonMax: 4 });
    await flashPlaced(buyer, one, 4);
    const edit = async (stock: number) => {
      const { version, campaign } = await operator.get<Campaign>(
        `/ops/campaigns/${one.campaign.id}`,
      );
      const { rule } = flashInput(one.skuId, { stock, perPersonMax: 4 });
      await operator.put(`/ops/campaigns/${one.campaign.id}`, {
        ...{ version, campaign: { ...campaign, rule } },
      });
      return { ...(await activityUnits(shop, one)), ordinary: await stockOf(shop, one.skuId) };
    };
    expect(await edit(20)).toEqual({ stock: 16, laidOut: 20, ordinary: 30 });
    expect(await edit(2)).toEqual({ stock: 0, laidOut: 4, ordinary: 46 });
  });
});
