import type { PromotionRule } from './offer.js';
import { isBenefit } from './offer.js';
import { sellAtSpecialPrice, type SpecialPrice } from './special-price.js';

/** A first order's prices, for days after registering; 9.9 元包邮 frees its freight. */
export interface NewcomerRule {
  /** 24-hour days from registration. */
  windowDays: number;
  prices: readonly SpecialPrice[];
  freesFreight: boolean;
  /** Whether these goods are sold to nobody else. */
  newcomersOnly: boolean;
}

export const newcomer: PromotionRule<NewcomerRule> = (offer, lines) => {
  const proposal = sellAtSpecialPrice(offer, offer.rule.prices, lines);
  return isBenefit(proposal) ? { ...proposal, freesFreight: offer.rule.freesFreight } : proposal;
};
