import type { PromotionRule } from './offer.js';
import { sellAtSpecialPrice, type SpecialPrice } from './special-price.js';

/** Goods set apart at a price, a slot long; sold by their own page, one SKU an order. */
export interface FlashSaleRule {
  prices: readonly (SpecialPrice & { stock: number })[];
  /** Units of one shopper over all their orders, unpaid ones counted. */
  perPersonMax: number;
  payWithinMinutes: number;
}

export const flashSale: PromotionRule<FlashSaleRule> = (offer, lines) =>
  sellAtSpecialPrice(offer, offer.rule.prices, lines);
