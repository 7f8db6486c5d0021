import type { PromotionKind } from '../pricing/stacking-order.js';
import { coupon } from './coupon.js';
import { flashSale } from './flash-sale.js';
import { fullReduction } from './full-reduction.js';
import { gift } from './gift.js';
import { groupBuy } from './group-buy.js';
import { memberFreight } from './member-freight.js';
import { memberPrice } from './member-price.js';
import { mixAndMatch } from './mix-and-match.js';
import { newcomer } from './newcomer.js';
import type { Offer, OpenLine, PromotionRule, Proposal } from './offer.js';

/** Every kind's rule. An offer carries the kind of its rule, so `Offer<never>` is whole again. */
const RULES: Record<PromotionKind, PromotionRule<never>> = {
  newcomer,
  'flash-sale': flashSale,
  'group-buy': groupBuy,
  'full-reduction': fullReduction,
  'mix-and-match': mixAndMatch,
  gift,
  coupon,
  'member-price': memberPrice,
  'member-freight': memberFreight,
};

/** Whether this build knows the kind: an older phone that does not asks the server for its quote. */
export function isKnownKind(kind: string): kind is PromotionKind {
  return kind in RULES;
}

/** What an offer would give these lines. */
export function propose(offer: Offer, lines: readonly OpenLine[]): Proposal {
  return RULES[offer.kind](offer as Offer<never>, lines);
}
