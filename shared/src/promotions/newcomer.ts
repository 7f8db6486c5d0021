import { daysAfter } from '../beijing-time.js';
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

/** How someone stands towards a newcomer's campaign. */
export const NEWCOMER_STANDINGS = ['entitled', 'window-over', 'ordered'] as const;
export type NewcomerStanding = (typeof NEWCOMER_STANDINGS)[number];

/** The instant before which a first order is placed at newcomer prices. */
export function newcomerUntil(
  registeredAt: Date,
  { windowDays }: Pick<NewcomerRule, 'windowDays'>,
): Date {
  return daysAfter(registeredAt, windowDays);
}

/** Whether the window is open: from registering on, until before its end (case 26). */
export function isInNewcomerWindow(
  registeredAt: Date,
  rule: Pick<NewcomerRule, 'windowDays'>,
  now: Date,
): boolean {
  return now < newcomerUntil(registeredAt, rule);
}
