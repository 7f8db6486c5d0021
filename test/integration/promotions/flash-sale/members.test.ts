import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { flashOrderSchema, type FlashChannel, type PlacedOrder } from '@siyu/shared';
import { PlaceFlashOrder } from '../../../../server/src/orders/flash-sale/place-flash-order.service.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { aCrowd } from '../../../factories/crowd.js';
import {
  aFlashSale,
  flashPlaced,
  flashQuoted,
  flashRefusal,
  flashRequest,
} from '../../../factories/flash-sale.js';
import { aLadder, aTier, grown, withRules } from '../../../factories/membership.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aPaidPlan, onSale, planBought } from '../../../factories/paid-plan.js';
import { aBuyer, orderOf, type Buyer } from '../../../factories/purchase.js';
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

async function aSilver(): Promise<Buyer> {
  const buyer = await aBuyer(shop);
  await grown(shop, buyer.id, 100);
  return buyer;
}

describe('given members whose tier frees the freight once a month', () => {
  it('when one buys on a flash sale, then as the page says, and the next one pays it', async () => {
    const tiers = [
      aTier('regular', 0),
      aTier('silver', 100, { kind: 'free-freight', perMonth: 1 }),
    ];
    await withRules(shop, aLadder({ tiers }), operator);
    const sale = await aFlashSale(shop, { perPersonMax: 3 }, operator);
    const [silver, regular] = [await aSilver(), await aBuyer(shop)];
    expect(await flashQuoted(silver, sale)).toMatchObject({ totalFen: 990 });
    const asShown = { ...flashRequest(silver), shownTotalFen: 990 };
    const { id, totalFen } = await silver.post<PlacedOrder>(sale.path, asShown);
    expect(totalFen).toBe(990);
    expect(await orderOf(silver, id)).toMatchObject({ freightFen: 0 });
    expect(await silver.refusal('POST', sale.path, { body: asShown })).toBe('QUOTE_CHANGED');
    expect((await flashPlaced(silver, sale)).totalFen).toBe(1_990);
    expect((await flashPlaced(regular, sale)).totalFen).toBe(1_990);
  });
});

describe('given many members buy at once', () => {
  it('when their tier frees the freight, then what they have is read and counted for all together', async () => {
    const tiers = [
      aTier('regular', 0),
      aTier('silver', 100, { kind: 'free-freight', perMonth: 1 }),
    ];
    await withRules(shop, aLadder({ tiers }), operator);
    const sale = await aFlashSale(shop, { stock: 40 }, operator);
    const crowd = await aCrowd(shop, 20);
    for (const { id } of crowd) await grown(shop, id, 100);
    // Asked for in one turn of the event loop, so that how many come together hangs on no network.
    const orders = shop.app.get(PlaceFlashOrder, { strict: false });
    const place = { campaignId: sale.campaign.id, skuId: sale.skuId };
    const { result, statements } = await statementsOf(shop, () =>
      Promise.all(
        crowd.map((one) => {
          const session = { shopperId: one.id, openid: one.openid, sessionId: one.id };
          const asked = flashOrderSchema.parse({ ...flashRequest(one), shownTotalFen: 990 });
          return orders.place(session, one.addressId, place, asked);
        }),
      ),
    );
    expect(result.map(({ totalFen }) => totalFen)).toEqual(crowd.map(() => 990));
    expect(statements).toBeLessThan(20 * 3);
  });

  it('when an order closes unpaid, then its free freight is there again', async () => {
    const sale = await aFlashSale(shop, { perPersonMax: 3 }, operator);
    const silver = await aSilver();
    const asShown = { ...flashRequest(silver), shownTotalFen: 990 };
    const { id } = await silver.post<PlacedOrder>(sale.path, asShown);
    await silver.post(`/shop/orders/${id}/cancellation`);
    expect((await silver.post<PlacedOrder>(sale.path, asShown)).totalFen).toBe(990);
  });
});

describe('given goods that are kept for members', () => {
  it('when they are on a flash sale, then nobody else buys them there either', async () => {
    const sale = await aFlashSale(shop, {}, operator);
    const scope = { productIds: [], skuIds: [sale.skuId], categoryIds: [] };
    const tiers = [aTier('regular', 0), aTier('silver', 100, { kind: 'members-only', scope })];
    await withRules(shop, aLadder({ tiers }), operator);
    expect(await flashRefusal(await aBuyer(shop), sale)).toBe('MEMBERS_ONLY');
    expect((await flashPlaced(await aSilver(), sale)).totalFen).toBe(1_990);
  });
});

describe('given a tier and a paid plan that let in early', () => {
  const after = (minutes: number) =>
    new Date(shop.clock.now().getTime() + minutes * 60_000).toISOString();
  const saleLater = () =>
    aFlashSale(
      shop,
      { campaign: { slots: [{ startsAt: after(60), endsAt: after(120) }] } },
      operator,
    );

  it('when their minutes come, then they buy, and everybody else when the slot begins', async () => {
    const early = (minutes: number) => ({ kind: 'early-access' as const, minutes });
    const tiers = [aTier('regular', 0), aTier('silver', 100, early(10))];
    await withRules(shop, aLadder({ tiers }), operator);
    const sale = await saleLater();
    const [silver, paid, regular] = [await aSilver(), await aBuyer(shop), await aBuyer(shop)];
    await planBought(shop, paid, await onSale(operator, aPaidPlan({ benefits: [early(30)] })));
    const { slots } = await regular.get<FlashChannel>('/shop/flash-sales?early');
    expect(slots.find(({ campaignId }) => campaignId === sale.campaign.id)?.early).toEqual([
      { from: '月卡', minutes: 30 },
      { from: 'silver', minutes: 10 },
    ]);
    const minutes = (buyer: Buyer) => buyer.get('/shop/flash-sales/early-access');
    expect([await minutes(paid), await minutes(silver), await minutes(regular)]).toEqual([
      ...[{ minutes: 30 }, { minutes: 10 }, { minutes: 0 }],
    ]);
    expect(await flashRefusal(paid, sale)).toBe('CAMPAIGN_NOT_LIVE');
    shop.clock.advance(30 * 60_000);
    expect(await flashRefusal(silver, sale)).toBe('CAMPAIGN_NOT_LIVE');
    expect((await flashQuoted(paid, sale)).totalFen).toBe(1_990);
    expect((await flashPlaced(paid, sale)).totalFen).toBe(1_990);
    shop.clock.advance(20 * 60_000);
    expect((await flashPlaced(silver, sale)).totalFen).toBe(1_990);
    expect(await flashRefusal(regular, sale)).toBe('CAMPAIGN_NOT_LIVE');
    shop.clock.advance(10 * 60_000);
    expect((await flashPlaced(regular, sale)).totalFen).toBe(1_990);
    await shop.settle();
  });
});
