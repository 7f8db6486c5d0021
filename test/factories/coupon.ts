import type {
  Campaign,
  CodeBatch,
  CouponCode,
  CampaignRequest,
  Coupon,
  CouponCounts,
  CouponTab,
  Page,
  Quote,
} from '@siyu/shared';
import { fen } from '../../shared/src/money.js';
import { published } from './campaign.js';
import type { TestOperator } from './operator.js';
import type { Buyer, Wanted } from './purchase.js';
import type { TestShop } from './shop.js';
import { aShopper } from './shopper.js';

type CouponCampaign = Extract<CampaignRequest, { kind: 'coupon' }>;
type Rule = CouponCampaign['rule'];

/** ¥20 off from ¥100 on, for ten days from the claim; public, a thousand of them, one a person. */
export function aCouponRule(given: Partial<Rule> = {}): Rule {
  return {
    benefit: { kind: 'amount', offFen: fen(2_000) },
    minimumFen: fen(10_000),
    claim: 'public',
    stock: 1_000,
    perPersonMax: 1,
    validity: { kind: 'relative', days: 10 },
    afterRefund: { kind: 'returns' },
    ...given,
  };
}

/** A coupon campaign that is live now. */
export function couponCampaign(
  shop: TestShop,
  operator: TestOperator,
  rule: Partial<Rule> = {},
  given: Partial<CouponCampaign> = {},
): Promise<Campaign> {
  return published(
    shop,
    { kind: 'coupon', name: '满减券', rule: aCouponRule(rule), ...given },
    operator,
  );
}

export function claimed(buyer: Buyer, { id }: Pick<Campaign, 'id'>): Promise<Coupon> {
  return buyer.post<Coupon>('/shop/coupons', { campaignId: id });
}

export function refusalToClaim(buyer: Buyer, { id }: Pick<Campaign, 'id'>) {
  return buyer.refusal('POST', '/shop/coupons', { body: { campaignId: id } });
}

export async function inTab(buyer: Buyer, tab: CouponTab): Promise<Coupon[]> {
  return (await buyer.get<Page<Coupon>>(`/shop/coupons?tab=${tab}`)).items;
}

/** What a checkout with just these coupons sends. */
export async function aRequestWith(
  buyer: Buyer,
  lines: readonly Wanted[],
  couponIds: readonly string[],
) {
  const asked = { lines, addressId: buyer.addressId, couponIds };
  const { totalFen } = await buyer.post<Quote>('/shop/quote', asked);
  return { ...asked, shownTotalFen: totalFen, returnPolicyConfirmed: true };
}

export function tabCounts(buyer: Buyer): Promise<CouponCounts> {
  return buyer.get<CouponCounts>('/shop/coupons/counts');
}

/** Only these goods. */
export const only = (skuId: string) => ({ productIds: [], skuIds: [skuId], categoryIds: [] });

/** The same person in a new session: a day later the first is over. */
export async function sameBuyer(shop: TestShop, { openid, addressId }: Buyer): Promise<Buyer> {
  return { ...(await aShopper(shop, { openid })), addressId };
}

/** Codes of a campaign, as printed. */
export async function printedCodes(
  shop: TestShop,
  operator: TestOperator,
  batch: { campaignId: string; codes: number; usesPerCode?: number },
): Promise<{ batch: CodeBatch; codes: string[] }> {
  const { id } = await operator.post<CodeBatch>('/ops/coupon-batches', batch);
  await shop.settle();
  const path = `/ops/coupon-batches/${id}`;
  const { items } = await operator.get<Page<CouponCode>>(`${path}/codes?limit=50`);
  return { batch: await operator.get(path), codes: items.map(({ code }) => code) };
}

export function redeemed(buyer: Buyer, code: string): Promise<Coupon> {
  return buyer.post<Coupon>('/shop/coupons/redemptions', { code });
}
