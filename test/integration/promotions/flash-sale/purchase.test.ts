import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type PlacedOrder } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import { published } from '../../../factories/campaign.js';
import {
  activityUnits,
  aFlashSale,
  flashPaid,
  flashPlaced,
  flashQuoted,
  flashRefusal,
  flashRequest,
} from '../../../factories/flash-sale.js';
import { newKey } from '../../../factories/http.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aBuyer, orderOf, stockOf, type Buyer } from '../../../factories/purchase.js';
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
