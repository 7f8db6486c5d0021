import {
  fen,
  type Campaign,
  type CampaignRequest,
  type FlashChannel,
  type FlashOrderRequest,
  type PlacedOrder,
  type Quote,
} from '@siyu/shared';
import { published } from './campaign.js';
import { aSkuFor } from './fulfilment.js';
import { client } from './http.js';
import type { TestOperator } from './operator.js';
import { notified, orderOf, payInSheet, prepaid, type Buyer } from './purchase.js';
import type { TestShop } from './shop.js';
import { until } from './until.js';

type Input = Extract<CampaignRequest, { kind: 'flash-sale' }>;

/** A flash sale of one SKU, and where to buy it. */
export interface FlashSale {
  campaign: Campaign;
  skuId: string;
  /** Of its orders. */
  path: string;
}

export interface FlashTerms {
  /** Units set apart, of `ordinary` units there were. */
  stock?: number;
  ordinary?: number;
  perPersonMax?: number;
  preheatHours?: number;
  /** What a client of ours would not send: other fields of the campaign. */
  campaign?: Partial<Input>;
}

/** ¥9.90 instead of ¥60, live since an hour, combined with nothing. */
export async function aFlashSale(
  shop: TestShop,
  terms: FlashTerms = {},
  operator?: TestOperator,
): Promise<FlashSale> {
  const { stock = 10, ordinary = 50 } = terms;
  const skuId = await aSkuFor(shop, { priceFen: fen(6_000), stock: ordinary });
  const campaign = await published(shop, flashInput(skuId, { ...terms, stock }), operator);
  return { campaign, skuId, path: pathOf(campaign.id, skuId) };
}

/** What an operator would write. */
export function flashInput(
  skuId: string,
  { stock = 10, perPersonMax = 1, preheatHours = 24, campaign = {} }: FlashTerms,
) {
  return {
    kind: 'flash-sale' as const,
    name: '整点秒杀',
    combinesWith: [],
    usesMax: null,
    ...campaign,
    rule: {
      prices: [{ skuId, priceFen: fen(990), stock }],
      perPersonMax,
      payWithinMinutes: 5,
      preheatHours,
    },
  };
}

/** Another instance looks once a second which campaigns there are. */
export async function knownAt(url: string, { campaign }: Pick<FlashSale, 'campaign'>) {
  let looks = 0;
  await until('the instance knows the sale', async () => {
    const { slots } = await client(url).get<FlashChannel>(`/shop/flash-sales?look=${++looks}`);
    return slots.some(({ campaignId }) => campaignId === campaign.id);
  });
}

export function pathOf(campaignId: string, skuId: string): string {
  return `/shop/flash-sales/${campaignId}/skus/${skuId}/orders`;
}

/** The price on the page of the sale. */
export function flashQuoted(
  buyer: Buyer,
  { campaign, skuId }: Pick<FlashSale, 'campaign' | 'skuId'>,
  quantity = 1,
): Promise<Quote> {
  return buyer.post<Quote>('/shop/quote', {
    lines: [{ skuId, quantity }],
    addressId: buyer.addressId,
    through: { campaignId: campaign.id },
  });
}

/** ¥9.90 a unit, and ¥10 for freight. */
export function flashRequest(buyer: Pick<Buyer, 'addressId'>, quantity = 1): FlashOrderRequest {
  return { quantity, addressId: buyer.addressId, shownTotalFen: fen(990 * quantity + 1_000) };
}

export function flashPlaced(buyer: Buyer, sale: FlashSale, quantity = 1): Promise<PlacedOrder> {
  return buyer.post<PlacedOrder>(sale.path, flashRequest(buyer, quantity));
}

/** Why a shopper may not buy, or null when they just did. */
export function flashRefusal(
  buyer: Pick<Buyer, 'addressId' | 'refusal'>,
  sale: Pick<FlashSale, 'path'>,
  quantity = 1,
) {
  return buyer.refusal('POST', sale.path, { body: flashRequest(buyer, quantity) });
}

export async function flashPaid(shop: TestShop, buyer: Buyer, sale: FlashSale, quantity = 1) {
  const { id } = await flashPlaced(buyer, sale, quantity);
  await payInSheet(shop, await prepaid(buyer, id));
  await notified(shop);
  return orderOf(buyer, id);
}

/** What is left of the units set apart, and how many those are. */
export async function activityUnits(
  shop: Pick<TestShop, 'db'>,
  { campaign, skuId }: Pick<FlashSale, 'campaign' | 'skuId'>,
): Promise<{ stock: number; laidOut: number }> {
  const [found] = await shop.db.query(
    'SELECT stock, laid_out AS laidOut FROM activity_stock WHERE campaign_id = ? AND sku_id = ?',
    [campaign.id, skuId],
  );
  return found as { stock: number; laidOut: number };
}
