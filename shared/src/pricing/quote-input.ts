import type { Offer } from '../promotions/offer.js';
import type { RefusalCode } from '../refusal.js';
import type { FreightRule } from './freight.js';
import type { QuotedSku } from './quoted-sku.js';

/** Everything a quote depends on: facts come in, nothing is looked up. */
export interface QuoteInput {
  lines: readonly { sku: QuotedSku; quantity: number }[];
  freightRule: FreightRule;
  /** Province of the address, or null before one is chosen. */
  province: string | null;
  /** What this shopper is offered for these goods now. */
  offers?: readonly Offer[];
  /** The coupons the shopper chose; null has the best chosen for them. */
  couponIds?: readonly string[] | null;
  /** Goods that offers may give, by SKU id, with their ordinary stock. */
  giftSkus?: Readonly<Record<string, QuotedSku>>;
  /** SKUs bought out of a campaign's own stock: gifts of them come out of the ordinary one. */
  setApartSkuIds?: readonly string[];
  /** SKUs this shopper may not buy, by id, with why: goods for newcomers only. */
  reserved?: Readonly<Record<string, RefusalCode>>;
}

/** A SKU given here, which may be bought here too. */
export function giftSkuOf(
  { lines, giftSkus = {} }: QuoteInput,
  skuId: string,
): QuotedSku | undefined {
  return giftSkus[skuId] ?? lines.find(({ sku }) => sku.skuId === skuId)?.sku;
}
