import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClaimableCoupon, Coupon, CouponCounts, Page, PlacedOrder } from '@siyu/shared';
import { fen, sumFen } from '../../../shared/src/money.js';
import { refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { published } from '../../factories/campaign.js';
import {
  aRequestWith,
  claimed,
  couponCampaign,
  inTab,
  refusalToClaim,
} from '../../factories/coupon.js';
import { aSkuFor, unitsOf } from '../../factories/fulfilment.js';
import { client, newKey } from '../../factories/http.js';
import { newsComes, paidButClosedHere } from '../../factories/late-payment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import {
  aBuyer,
  aRequest,
  orderOf,
  paid,
  placed,
  prepaid,
  quoted,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const DAY_MS = 86_400_000;

describe('given a shop with coupons', () => {
  let shop: TestShop;
  let operator: TestOperator;
  let buyer: Buyer;
  let skuId: string;
  beforeAll(async () => {
    shop = await aShop();
    operator = await anOperator(shop);
    skuId = await aSkuFor(shop, { priceFen: fen(6_000), stock: 1_000 });
  });
  afterAll(() => shop.close());
  afterEach(async () => {
    await shop.settle();
    await expectCleanAudit(shop);
    await endAll();
  });
  /** Coupons of one test are not in another's quotes: each has a buyer of its own. */
  beforeEachBuyer();
  function beforeEachBuyer() {
    beforeAll(async () => {
      buyer = await aBuyer(shop);
    });
    afterEach(async () => {
      buyer = await aBuyer(shop);
    });
  }
  const endAll = () => shop.db.query("UPDATE campaign SET state = 'ended'");
  const two = () => [{ skuId, quantity: 2 }];
  const cancel = async (id: string) => {
    await buyer.post(`/shop/orders/${id}/cancellation`);
    await shop.settle();
  };

  it('when it is claimed, then it is in hand until its day, and lowers what is due', async () => {
    const campaign = await couponCampaign(shop, operator);
    const coupon = await claimed(buyer, campaign);
    expect(coupon).toMatchObject({ tab: 'usable', refusal: null, minimumFen: 10_000 });
    expect(Date.parse(coupon.validUntil) - Date.parse(coupon.claimedAt)).toBe(10 * DAY_MS);
    const quote = await quoted(buyer, two());
    expect(quote).toMatchObject({ discountFen: 2_000, totalFen: 10_000 });
    expect(quote.offers[0]).toMatchObject({ couponId: coupon.id, applied: true });
    const short = await quoted(buyer, [{ skuId, quantity: 1 }]);
    expect(short.offers[0]).toMatchObject({ reason: 'threshold', next: { missingFen: 4_000 } });
  });

  it('when it is claimed again under the same key, then it is the same one', async () => {
    const campaign = await couponCampaign(shop, operator);
    const [key, body] = [newKey(), { campaignId: campaign.id }];
    const first = await buyer.post<Coupon>('/shop/coupons', body, key);
    expect(await buyer.post<Coupon>('/shop/coupons', body, key)).toEqual(first);
    expect(await refusalToClaim(buyer, campaign)).toBe('PURCHASE_LIMIT');
  });

  it('when its order is placed, cancelled, and another is paid, then it is locked, back, used', async () => {
    await claimed(buyer, await couponCampaign(shop, operator));
    const { id } = await placed(buyer, two());
    expect(await inTab(buyer, 'locked')).toMatchObject([{ orderId: id, refusal: 'COUPON_STATE' }]);
    await cancel(id);
    expect(await inTab(buyer, 'usable')).toMatchObject([{ orderId: null, returned: true }]);
    const order = await paid(shop, buyer, two());
    expect(await inTab(buyer, 'used')).toMatchObject([{ orderId: order.id, returned: true }]);
    const counts = await buyer.get<CouponCounts>('/shop/coupons/counts');
    expect(counts).toEqual({ usable: 0, locked: 0, used: 1, expired: 0 });
  });

  it('case 28: when it is at two checkouts at once, then one order has it', async () => {
    const { id } = await claimed(buyer, await couponCampaign(shop, operator));
    const request = await aRequestWith(buyer, two(), [id]);
    const place = () => buyer.refusal('POST', '/shop/orders', { body: request });
    const answers = await Promise.all([place(), place(), place()]);
    expect(answers.filter((code) => code === null)).toHaveLength(1);
    for (const code of answers.filter((one) => one !== null))
      expect(['COUPON_STATE', 'QUOTE_CHANGED']).toContain(code);
  });

  it('case 28: when thirty claim at once from a stock of ten, two phones each, then ten do', async () => {
    const campaign = await couponCampaign(shop, operator, { stock: 10 });
    const buyers = await Promise.all(Array.from({ length: 30 }, () => aBuyer(shop)));
    const answers = await Promise.all(
      [...buyers, ...buyers].map((one) => refusalToClaim(one, campaign)),
    );
    expect(answers.filter((code) => code === null)).toHaveLength(10);
    expect(new Set(answers)).toEqual(new Set([null, 'COUPONS_GONE', 'PURCHASE_LIMIT']));
    const [gone] = (await buyer.get<Page<ClaimableCoupon>>('/shop/coupon-centre')).items;
    expect(gone).toMatchObject({ takenBps: 10_000, refusal: 'COUPONS_GONE' });
  });

  it('case 29: when it is refunded whole after its end, then it is over, or back for N days', async () => {
    const refund = async (afterRefund: object) => {
      const campaign = await couponCampaign(shop, operator, {
        afterRefund: afterRefund as never,
        validity: { kind: 'relative', days: 1 },
      });
      const one = await aBuyer(shop);
      await claimed(one, campaign);
      const order = await paid(shop, one, two());
      shop.clock.advance(DAY_MS + 1);
      await refundedUnits(shop, operator, order, unitsOf(order));
      await endAll();
      return buyerTabs(one);
    };
    expect(await refund({ kind: 'stays-used' })).toMatchObject({ used: 1 });
    expect(await refund({ kind: 'returns' })).toMatchObject({ expired: 1 });
    expect(await refund({ kind: 'returns-for', days: 7 })).toMatchObject({ usable: 1 });
  });

  it('case 30: when a partial refund falls below the minimum, then nothing else is taken back', async () => {
    const campaign = await couponCampaign(shop, operator);
    await claimed(buyer, campaign);
    const order = await paid(shop, buyer, two());
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    expect(await orderOf(buyer, order.id)).toMatchObject({ totalFen: 10_000, refundedFen: 5_000 });
    expect(await buyerTabs(buyer)).toMatchObject({ used: 1, usable: 0 });
  });

  it('case 31: when a percentage meets three lines, then lines and refunds sum to the fen', async () => {
    const skuIds = await Promise.all(
      [3_333, 3_337, 3_331].map((price) => aSkuFor(shop, { priceFen: fen(price), stock: 9 })),
    );
    const benefit = { kind: 'percent' as const, offBps: 1_500, capFen: null };
    await claimed(buyer, await couponCampaign(shop, operator, { benefit }));
    const lines = skuIds.map((id) => ({ skuId: id, quantity: 1 }));
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
    const benefit = { kind: 'amount' as const, offFen: fen(50_000) };
    const campaign = await couponCampaign(shop, operator, { benefit, minimumFen: fen(0) });
    const freed = await couponCampaign(shop, operator, {
      benefit: { kind: 'free-freight' },
      minimumFen: fen(0),
    });
    await claimed(buyer, campaign);
    await claimed(buyer, freed);
    const order = await placed(buyer, two());
    expect(order.totalFen).toBe(0);
    const before = await wechatCalls(shop);
    await prepaid(buyer, order.id).catch(() => undefined);
    await shop.settle();
    expect(await wechatCalls(shop)).toBe(before);
    expect(await orderOf(buyer, order.id)).toMatchObject({ state: 'to-ship', totalFen: 0 });
    expect(await buyerTabs(buyer)).toMatchObject({ used: 2 });
  });

  it('case 46: when goods are at a special price, then a coupon acts on them only where both agree', async () => {
    const other = await aSkuFor(shop, { priceFen: fen(12_000), stock: 9 });
    const special = async (combinesWith: ('coupon' | 'reduction')[]) => {
      const prices = [{ skuId, priceFen: fen(3_000) }];
      const rule = { windowDays: 3, prices, freesFreight: false };
      return published(
        shop,
        { kind: 'full-reduction', rule: HALF, scope: only(skuId), combinesWith } as never,
        operator,
      ).then(() => rule);
    };
    await claimed(buyer, await couponCampaign(shop, operator, { minimumFen: fen(0) }));
    await special(['reduction']);
    const lines = [...two(), { skuId: other, quantity: 1 }];
    const apart = await quoted(buyer, lines);
    expect(apart.lines.map((line) => line.payableFen)).toEqual([6_000, 10_000]);
    await endReductions();
    await special(['coupon']);
    const together = await quoted(buyer, lines);
    expect(sumFen(together.lines.map((line) => line.payableFen))).toBe(16_000);
    expect(together.lines[0]!.payableFen).toBeLessThan(6_000);
  });

  it('case 03: when its order is paid after it closed, then it is used again, though it is over', async () => {
    const validity = { kind: 'relative' as const, days: 1 };
    await claimed(buyer, await couponCampaign(shop, operator, { validity }));
    const { id } = await placed(buyer, two());
    await paidButClosedHere(shop, buyer, id);
    expect(await buyerTabs(buyer)).toMatchObject({ usable: 1 });
    shop.clock.advance(DAY_MS);
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship', totalFen: 10_000 });
    expect(await buyerTabs(buyer)).toMatchObject({ used: 1 });
  });

  it('case 03: when it was used elsewhere meanwhile, then the late money goes back', async () => {
    await claimed(buyer, await couponCampaign(shop, operator));
    const { id } = await placed(buyer, two());
    await paidButClosedHere(shop, buyer, id);
    const second = await paid(shop, buyer, two());
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed', refundedFen: 10_000 });
    expect(await inTab(buyer, 'used')).toMatchObject([{ orderId: second.id }]);
  });

  it('when its campaign is ended, then it is not claimed any more, and what is in hand stays good', async () => {
    const campaign = await couponCampaign(shop, operator);
    await claimed(buyer, campaign);
    await operator.post(`/ops/campaigns/${campaign.id}/end`);
    expect(await refusalToClaim(await aBuyer(shop), campaign)).toBe('CAMPAIGN_NOT_LIVE');
    expect((await placed(buyer, two())).totalFen).toBe(10_000);
  });

  it('when a coupon is in hand, then its terms do not change, and what is unused can be revoked', async () => {
    const { id, version, campaign } = await couponCampaign(shop, operator);
    await claimed(buyer, { id });
    if (campaign.kind !== 'coupon') throw new Error('not a coupon');
    const edited = (rule: object) => ({
      body: { version, campaign: { ...campaign, rule: { ...campaign.rule, ...rule } } },
    });
    const worse = edited({ minimumFen: 20_000 });
    expect(await operator.refusal('PUT', `/ops/campaigns/${id}`, worse)).toBe('CAMPAIGN_STATE');
    const fewer = edited({ stock: 1 });
    expect(await operator.refusal('PUT', `/ops/campaigns/${id}`, fewer)).toBeNull();
    const stock = await operator.post(`/ops/campaigns/${id}/coupon-revocations`, {
      couponIds: null,
    });
    expect(stock).toEqual({ stock: 1, issued: 1, unused: 0, locked: 0, used: 0, revoked: 1 });
    expect(await buyerTabs(buyer)).toMatchObject({ usable: 0, expired: 1 });
    expect((await quoted(buyer, two())).offers).toEqual([]);
  });

  it('when nobody is logged in, then the centre and a product show what may be claimed', async () => {
    const campaign = await couponCampaign(shop, operator, {}, { scope: only(skuId) });
    await couponCampaign(shop, operator, { claim: 'granted' });
    const anyone = client(shop.url);
    const centre = await anyone.get<Page<ClaimableCoupon>>('/shop/coupon-centre');
    expect(centre.items).toMatchObject([{ campaignId: campaign.id, had: 0, refusal: null }]);
    const ofProduct = async (sku: string) => {
      const [row] = await shop.db.query('SELECT product_id AS id FROM sku WHERE id = ?', [sku]);
      return anyone.get<ClaimableCoupon[]>(`/shop/products/${(row as { id: string }).id}/coupons`);
    };
    expect(await ofProduct(skuId)).toHaveLength(1);
    expect(await ofProduct(await aSkuFor(shop))).toEqual([]);
  });

  it('when a coupon is chosen or left out, then the quote does as told', async () => {
    const campaign = await couponCampaign(shop, operator, { perPersonMax: 2 });
    const [first] = [await claimed(buyer, campaign), await claimed(buyer, campaign)];
    const none = await aRequestWith(buyer, two(), []);
    expect(none.shownTotalFen).toBe(12_000);
    const chosen = await aRequestWith(buyer, two(), [first.id]);
    const order = await buyer.post<PlacedOrder>('/shop/orders', chosen);
    expect(await inTab(buyer, 'locked')).toMatchObject([{ id: first.id, orderId: order.id }]);
  });

  it('when a newcomers’ coupon is claimed by who has ordered, then NEWCOMERS_ONLY', async () => {
    const campaign = await couponCampaign(shop, operator, {}, { audience: 'newcomers' });
    await claimed(buyer, campaign);
    const returning = await aBuyer(shop);
    await paid(shop, returning, two());
    expect(await refusalToClaim(returning, campaign)).toBe('NEWCOMERS_ONLY');
  });

  async function buyerTabs(one: Buyer): Promise<CouponCounts> {
    return one.get<CouponCounts>('/shop/coupons/counts');
  }

  const endReductions = async () => {
    const [live] = await shop.db.query(
      "SELECT id FROM campaign WHERE kind = 'full-reduction' AND state = 'published'",
    );
    await operator.post(`/ops/campaigns/${(live as { id: string }).id}/end`);
  };
});

const only = (skuId: string) => ({ productIds: [], skuIds: [skuId], categoryIds: [] });
const HALF = {
  counts: 'fen' as const,
  tiers: [{ from: 1, reduction: { kind: 'percent' as const, offBps: 5_000 } }],
};

/** How many prepay sessions WeChat has made. */
async function wechatCalls(shop: TestShop): Promise<number> {
  const [row] = await shop.db.query(
    'SELECT COUNT(*) AS calls FROM payment WHERE prepay_id IS NOT NULL',
  );
  return Number((row as { calls: number }).calls);
}
void aRequest;
