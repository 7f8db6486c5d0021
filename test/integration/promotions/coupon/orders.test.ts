import { describe, expect, it } from '@jest/globals';
import type { PlacedOrder } from '@siyu/shared';
import { fen, sumFen } from '../../../../shared/src/money.js';
import { refundedUnits } from '../../../factories/after-sale.js';
import { published } from '../../../factories/campaign.js';
import {
  aRequestWith,
  claimed,
  couponCampaign,
  inTab,
  only,
  sameBuyer,
  tabCounts,
} from '../../../factories/coupon.js';
import { aCouponShop } from '../../../factories/coupon-shop.js';
import { aSkuFor, unitsOf } from '../../../factories/fulfilment.js';
import { newsComes, paidButClosedHere } from '../../../factories/late-payment.js';
import { anOperator } from '../../../factories/operator.js';
import { aBuyer, orderOf, paid, placed, prepaid, quoted } from '../../../factories/purchase.js';
import { setSwitches } from '../../../factories/shopper.js';

const DAY_MS = 86_400_000;

describe('given a coupon in hand', () => {
  const given = aCouponShop();

  it('when an order is placed, cancelled, and another paid, then it is locked, back, used', async () => {
    const { shop, operator, buyer, two } = given;
    await claimed(buyer, await couponCampaign(shop, operator));
    const { id } = await placed(buyer, two);
    expect(await inTab(buyer, 'locked')).toMatchObject([{ orderId: id, refusal: 'COUPON_STATE' }]);
    await buyer.post(`/shop/orders/${id}/cancellation`);
    await shop.settle();
    expect(await inTab(buyer, 'usable')).toMatchObject([{ orderId: null, returned: true }]);
    const order = await paid(shop, buyer, two);
    expect(await inTab(buyer, 'used')).toMatchObject([{ orderId: order.id }]);
    expect(await tabCounts(buyer)).toEqual({ usable: 0, locked: 0, used: 1, expired: 0 });
  });

  it('when it is chosen among two, or all are left out, then the quote does as told', async () => {
    const { shop, operator, buyer, two } = given;
    const campaign = await couponCampaign(shop, operator, { perPersonMax: 2 });
    const first = await claimed(buyer, campaign);
    await claimed(buyer, campaign);
    expect((await aRequestWith(buyer, two, [])).shownTotalFen).toBe(12_000);
    const chosen = await aRequestWith(buyer, two, [first.id]);
    const order = await buyer.post<PlacedOrder>('/shop/orders', chosen);
    expect(await inTab(buyer, 'locked')).toMatchObject([{ id: first.id, orderId: order.id }]);
  });

  it('case 28: when it is at three checkouts at once, then one order has it', async () => {
    const { shop, operator, buyer, two } = given;
    const { id } = await claimed(buyer, await couponCampaign(shop, operator));
    const request = await aRequestWith(buyer, two, [id]);
    const place = () => buyer.refusal('POST', '/shop/orders', { body: request });
    const answers = await Promise.all([place(), place(), place()]);
    const refused = answers.filter((code) => code !== null);
    expect(refused).toHaveLength(2);
    for (const code of refused) expect(['COUPON_STATE', 'QUOTE_CHANGED']).toContain(code);
  });

  it.each([
    [{ kind: 'stays-used' }, 'used'],
    [{ kind: 'returns' }, 'expired'],
    [{ kind: 'returns-for', days: 7 }, 'usable'],
  ] as const)(
    'case 29: when its order is refunded after its end under %j, then it is %s',
    async (afterRefund, tab) => {
      const { shop, operator, buyer, two } = given;
      const validity = { kind: 'relative' as const, days: 1 };
      await claimed(buyer, await couponCampaign(shop, operator, { afterRefund, validity }));
      const order = await paid(shop, buyer, two);
      shop.clock.advance(DAY_MS);
      const refunder = await anOperator(shop);
      await refundedUnits(shop, refunder, order, unitsOf(order));
      const again = await sameBuyer(shop, buyer);
      expect(await inTab(again, tab)).toHaveLength(1);
    },
  );

  it('case 30: when a partial refund falls below its minimum, then nothing else is taken back', async () => {
    const { shop, operator, buyer, two } = given;
    await claimed(buyer, await couponCampaign(shop, operator));
    const order = await paid(shop, buyer, two);
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    expect(await orderOf(buyer, order.id)).toMatchObject({ totalFen: 10_000, refundedFen: 5_000 });
    expect(await tabCounts(buyer)).toMatchObject({ used: 1, usable: 0 });
  });

  it('case 31: when a percentage meets three lines, then lines and refunds sum to the fen', async () => {
    const { shop, operator, buyer } = given;
    const prices = [3_333, 3_337, 3_331];
    const skuIds = await Promise.all(
      prices.map((price) => aSkuFor(shop, { priceFen: fen(price), stock: 9 })),
    );
    const benefit = { kind: 'percent' as const, offBps: 1_500, capFen: null };
    await claimed(buyer, await couponCampaign(shop, operator, { benefit }));
    const lines = skuIds.map((skuId) => ({ skuId, quantity: 1 }));
    const order = await paid(shop, buyer, lines);
    // 10,001 × 15 % = 1,500.15: the fraction stays with the shop.
    expect(order).toMatchObject({ goodsFen: 10_001, discountFen: 1_500, freightFen: 1_000 });
    expect(sumFen(order.lines.map((line) => line.payableFen))).toBe(8_501);
    for (const { id } of order.lines) {
      await refundedUnits(shop, operator, order, [{ lineId: id, quantity: 1 }]);
    }
    const { refundedFen, totalFen } = await orderOf(buyer, order.id);
    expect(refundedFen).toBe(totalFen);
  });

  it('case 33: when it exceeds what is due, then nothing is due and WeChat is not asked', async () => {
    const { shop, operator, buyer, two } = given;
    const benefit = { kind: 'amount' as const, offFen: fen(50_000) };
    const freed = { kind: 'free-freight' as const };
    for (const one of [benefit, freed]) {
      const rule = { benefit: one, minimumFen: fen(0) };
      await claimed(buyer, await couponCampaign(shop, operator, rule));
    }
    const order = await placed(buyer, two);
    expect(order.totalFen).toBe(0);
    expect(await prepaid(buyer, order.id)).toEqual({ paid: true, jsapi: null });
    await shop.settle();
    expect(await orderOf(buyer, order.id)).toMatchObject({ state: 'to-ship', totalFen: 0 });
    expect(await tabCounts(buyer)).toMatchObject({ used: 2 });
  });

  it('case 46: when goods are reduced, then it acts on them only where both agree', async () => {
    const { shop, operator, buyer, two, skuId } = given;
    const other = await aSkuFor(shop, { priceFen: fen(12_000), stock: 9 });
    await claimed(buyer, await couponCampaign(shop, operator, { minimumFen: fen(0) }));
    const halved = { kind: 'full-reduction', rule: HALF, scope: only(skuId) } as const;
    const alone = { ...halved, combinesWith: ['gift' as const] };
    const { id } = await published(shop, alone, operator);
    const lines = [...two, { skuId: other, quantity: 1 }];
    const payable = async () =>
      (await quoted(buyer, lines)).lines.map((line): number => line.payableFen);
    expect(await payable()).toEqual([6_000, 10_000]);
    await operator.post(`/ops/campaigns/${id}/end`);
    await published(shop, halved, operator);
    // 2,000 over 6,000 and 12,000.
    expect(await payable()).toEqual([5_334, 10_666]);
  });

  it('case 03: when its order is paid after it closed, then it is used, though it is over', async () => {
    const { shop, operator, buyer, two } = given;
    const validity = { kind: 'relative' as const, days: 1 };
    await claimed(buyer, await couponCampaign(shop, operator, { validity }));
    const { id } = await placed(buyer, two);
    await paidButClosedHere(shop, buyer, id);
    expect(await tabCounts(buyer)).toMatchObject({ usable: 1 });
    shop.clock.advance(DAY_MS);
    await newsComes(shop, id);
    const again = await sameBuyer(shop, buyer);
    expect(await orderOf(again, id)).toMatchObject({ state: 'to-ship', totalFen: 10_000 });
    expect(await tabCounts(again)).toMatchObject({ used: 1, expired: 0 });
  });

  it('case 03: when it was used elsewhere meanwhile, then the late money goes back', async () => {
    const { shop, operator, buyer, two } = given;
    await claimed(buyer, await couponCampaign(shop, operator));
    const { id } = await placed(buyer, two);
    await paidButClosedHere(shop, buyer, id);
    await setSwitches(shop, { notifyLost: false });
    const second = await paid(shop, buyer, two);
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed', refundedFen: 10_000 });
    expect(await inTab(buyer, 'used')).toMatchObject([{ orderId: second.id }]);
  });

  it('when its campaign’s budget is used up by another, then it says so and costs no order', async () => {
    const { shop, operator, buyer, two } = given;
    const campaign = await couponCampaign(shop, operator, {}, { budgetFen: fen(2_000) });
    const other = await aBuyer(shop);
    await claimed(buyer, campaign);
    await claimed(other, campaign);
    await paid(shop, other, two);
    const body = await aRequestWith(buyer, two, []);
    expect(await buyer.refusal('POST', '/shop/orders', { body })).toBeNull();
    expect(await tabCounts(buyer)).toMatchObject({ usable: 1, locked: 0 });
  });
});

const HALF = {
  counts: 'fen' as const,
  tiers: [{ from: 1, reduction: { kind: 'percent' as const, offBps: 5_000 } }],
};
