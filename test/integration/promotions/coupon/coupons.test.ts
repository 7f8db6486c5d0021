import { describe, expect, it } from '@jest/globals';
import type { ClaimableCoupon, Coupon, Message, Page } from '@siyu/shared';
import {
  claimed,
  couponCampaign,
  inTab,
  only,
  refusalToClaim,
  sameBuyer,
  tabCounts,
} from '../../../factories/coupon.js';
import { aCouponShop } from '../../../factories/coupon-shop.js';
import { aSkuFor } from '../../../factories/fulfilment.js';
import { client, newKey } from '../../../factories/http.js';
import { anOperator } from '../../../factories/operator.js';
import { aBuyer, paid, placed, quoted } from '../../../factories/purchase.js';

const DAY_MS = 86_400_000;

describe('given a shop with coupons', () => {
  const given = aCouponShop();
  const centreFor = async (who: { get: typeof given.buyer.get }, campaignId: string) => {
    const page = await who.get<Page<ClaimableCoupon>>('/shop/coupon-centre?limit=50');
    return page.items.find((one) => one.campaignId === campaignId);
  };

  it('when one is claimed, then it is in hand until its day, and lowers what is due', async () => {
    const { shop, operator, buyer, two, skuId } = given;
    const coupon = await claimed(buyer, await couponCampaign(shop, operator));
    expect(coupon).toMatchObject({ tab: 'usable', refusal: null, minimumFen: 10_000 });
    expect(Date.parse(coupon.validUntil) - Date.parse(coupon.claimedAt)).toBe(10 * DAY_MS);
    const quote = await quoted(buyer, two);
    expect(quote).toMatchObject({ discountFen: 2_000, totalFen: 10_000 });
    expect(quote.offers[0]).toMatchObject({ couponId: coupon.id, applied: true });
    const short = await quoted(buyer, [{ skuId, quantity: 1 }]);
    expect(short.offers[0]).toMatchObject({ reason: 'threshold', next: { missingFen: 4_000 } });
  });

  it('when it is claimed again under the same key, then it is the same one', async () => {
    const { shop, operator, buyer } = given;
    const campaign = await couponCampaign(shop, operator);
    const [key, body] = [newKey(), { campaignId: campaign.id }];
    const first = await buyer.post<Coupon>('/shop/coupons', body, key);
    expect(await buyer.post<Coupon>('/shop/coupons', body, key)).toEqual(first);
    expect(await refusalToClaim(buyer, campaign)).toBe('PURCHASE_LIMIT');
    expect(await centreFor(buyer, campaign.id)).toMatchObject({
      ...{ had: 1, refusal: 'PURCHASE_LIMIT' },
    });
  });

  it('case 28: when thirty claim at once on two phones each from a stock of ten, then ten do', async () => {
    const { shop, operator, buyer } = given;
    const campaign = await couponCampaign(shop, operator, { stock: 10 });
    const buyers = await Promise.all(Array.from({ length: 30 }, () => aBuyer(shop)));
    const answers = await Promise.all(
      [...buyers, ...buyers].map((one) => refusalToClaim(one, campaign)),
    );
    expect(answers.filter((code) => code === null)).toHaveLength(10);
    expect(answers).toContain('COUPONS_GONE');
    expect(await centreFor(buyer, campaign.id)).toMatchObject({
      ...{ takenBps: 10_000, refusal: 'COUPONS_GONE' },
    });
  });

  it('when its campaign is ended, then nobody claims it, and what is in hand stays good', async () => {
    const { shop, operator, buyer, two } = given;
    const campaign = await couponCampaign(shop, operator);
    await claimed(buyer, campaign);
    await operator.post(`/ops/campaigns/${campaign.id}/end`);
    expect(await refusalToClaim(await aBuyer(shop), campaign)).toBe('CAMPAIGN_NOT_LIVE');
    expect((await placed(buyer, two)).totalFen).toBe(10_000);
  });

  it('when some are in hand, then their terms do not change, nor are there fewer', async () => {
    const { shop, operator, buyer } = given;
    const { id, version, campaign } = await couponCampaign(shop, operator, { perPersonMax: 2 });
    await claimed(buyer, { id });
    await claimed(buyer, { id });
    if (campaign.kind !== 'coupon') throw new Error('not a coupon');
    const refusalOf = (rule: object) =>
      operator.refusal('PUT', `/ops/campaigns/${id}`, {
        body: { version, campaign: { ...campaign, rule: { ...campaign.rule, ...rule } } },
      });
    expect(await refusalOf({ minimumFen: 20_000 })).toBe('CAMPAIGN_STATE');
    expect(await refusalOf({ perPersonMax: 1 })).toBe('CAMPAIGN_STATE');
    expect(await refusalOf({ stock: 1 })).toBe('CAMPAIGN_EXHAUSTED');
    expect(await refusalOf({ stock: 2 })).toBeNull();
  });

  it('when what is unused is revoked, then it is gone, and what an order locks stays', async () => {
    const { shop, operator, buyer, two } = given;
    const campaign = await couponCampaign(shop, operator);
    const other = await aBuyer(shop);
    await claimed(buyer, campaign);
    await claimed(other, campaign);
    await placed(other, two);
    const path = `/ops/campaigns/${campaign.id}/coupon-revocations`;
    expect(await operator.post(path, { couponIds: null })).toEqual({
      ...{ stock: 1_000, issued: 2, unused: 0, locked: 1, used: 0, revoked: 1 },
    });
    expect(await tabCounts(buyer)).toMatchObject({ usable: 0, expired: 1 });
    expect((await quoted(buyer, two)).offers).toEqual([]);
    const reader = await anOperator(shop, ['campaigns.read']);
    expect(await reader.refusal('POST', path, { body: { couponIds: null } })).toBe(
      'PERMISSION_MISSING',
    );
  });

  it('when nobody is logged in, then the centre and a product show what may be claimed', async () => {
    const { shop, operator, skuId } = given;
    const campaign = await couponCampaign(shop, operator, {}, { scope: only(skuId) });
    const granted = await couponCampaign(shop, operator, { claim: 'granted' });
    const anyone = client(shop.url);
    expect(await centreFor(anyone, campaign.id)).toMatchObject({ had: 0, refusal: null });
    expect(await centreFor(anyone, granted.id)).toBeUndefined();
    const coversProductOf = async (sku: string) => {
      const [row] = await shop.db.query('SELECT product_id AS id FROM sku WHERE id = ?', [sku]);
      const path = `/shop/products/${(row as { id: string }).id}/coupons`;
      const found = await anyone.get<ClaimableCoupon[]>(path);
      return found.some((one) => one.campaignId === campaign.id);
    };
    expect(await coversProductOf(skuId)).toBe(true);
    expect(await coversProductOf(await aSkuFor(shop))).toBe(false);
  });

  it('when a newcomers’ coupon is claimed by who has ordered, then NEWCOMERS_ONLY', async () => {
    const { shop, operator, buyer, two } = given;
    const campaign = await couponCampaign(shop, operator, {}, { audience: 'newcomers' });
    await claimed(buyer, campaign);
    await paid(shop, buyer, two);
    const returning = await aBuyer(shop);
    await paid(shop, returning, two);
    expect(await refusalToClaim(returning, campaign)).toBe('NEWCOMERS_ONLY');
  });

  it('when two are over in three days, then their owner is told of both, once', async () => {
    const { shop, operator, buyer } = given;
    const campaign = await couponCampaign(shop, operator, { perPersonMax: 2 });
    await claimed(buyer, campaign);
    await claimed(buyer, campaign);
    const told = async () => {
      await shop.settle();
      const again = await sameBuyer(shop, buyer);
      return (await again.get<Page<Message>>('/shop/messages')).items;
    };
    shop.clock.advance(7 * DAY_MS - 1);
    expect(await told()).toEqual([]);
    shop.clock.advance(1);
    const expected = { kind: 'coupon-expiring', facts: { count: 2, name: '满减券' } };
    expect(await told()).toMatchObject([expected]);
    expect(await told()).toHaveLength(1);
  });

  it('when a tab is long, then its pages hold each coupon once, those soonest over first', async () => {
    const { shop, operator, buyer } = given;
    for (const days of [5, 2, 9, 2, 7]) {
      const validity = { kind: 'relative' as const, days };
      await claimed(buyer, await couponCampaign(shop, operator, { validity }));
    }
    const seen: Coupon[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page: Page<Coupon> = await buyer.get(`/shop/coupons?limit=2${after}`);
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    const ends = seen.map((one) => one.validUntil);
    expect(new Set(seen.map((one) => one.id)).size).toBe(5);
    expect(ends).toEqual([...ends].sort());
    expect(await inTab(buyer, 'expired')).toEqual([]);
  });
});
