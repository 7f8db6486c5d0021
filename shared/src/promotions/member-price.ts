import { fen, timesFen } from '../money.js';
import type { OpenLine, PromotionRule } from './offer.js';
import { sellAtSpecialPrice, type SpecialPrice } from './special-price.js';

/** 会员价: a member's own price of a SKU, or else a percentage off its ordinary one. */
export interface MemberPriceRule {
  offBps: number;
  prices: readonly SpecialPrice[];
}

/** Of each unit the percentage is floored: a fen that cannot be divided stays with the shop. */
export const memberPrice: PromotionRule<MemberPriceRule> = (offer, lines) => {
  const { offBps, prices } = offer.rule;
  const priceOf = ({ skuId, unitPriceFen }: OpenLine): SpecialPrice => {
    const offFen = Math.floor(timesFen(unitPriceFen, offBps) / 10_000);
    return { skuId, priceFen: fen(unitPriceFen - offFen) };
  };
  const all = lines.map((line) => prices.find((one) => one.skuId === line.skuId) ?? priceOf(line));
  return sellAtSpecialPrice(offer, all, lines);
};
