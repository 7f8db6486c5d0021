import type { Fen } from '../money.js';
import type { PromotionKind, Stage } from '../pricing/stacking-order.js';

/**
 * A campaign, a coupon in hand, or a member's benefit, as it stands towards one shopper and one
 * cart now. Plain JSON: the phone and the server quote from the same.
 */
export interface Offer<Rule = unknown> {
  /** The coupon's id, the campaign's, or that of a member's benefit. */
  id: string;
  /** Null for a member's benefit. */
  campaignId: string | null;
  couponId: string | null;
  kind: PromotionKind;
  name: string;
  /** Among equals the higher acts first. */
  priority: number;
  /** The stages whose offers may act on the same line. */
  combinesWith: readonly Stage[];
  /** The SKUs of this cart it covers: scope and audience are settled already. */
  skuIds: readonly string[];
  rule: Rule;
  /** Units this shopper may still take (uses, for a kind that counts orders); null without limit. */
  allowance: number | null;
  /** What its budget can still give; null without limit. */
  worthMaxFen: Fen | null;
  /** Whether the purchase was begun on its page: it applies to all units, or there is no sale. */
  required: boolean;
  endsAt: string;
}

/** A line as an offer finds it: what earlier stages left to pay. */
export interface OpenLine {
  skuId: string;
  quantity: number;
  unitPriceFen: Fen;
  dueFen: Fen;
}

export interface Gift {
  skuId: string;
  quantity: number;
}

/** What would be needed for more: "spend X more to get Y". */
export interface NextStep {
  missingFen: Fen | null;
  missingQuantity: number | null;
  /** What it then saves in all; null where it gives goods or freight. */
  savesFen: Fen | null;
}

/** What an offer gives a cart. */
export interface Benefit {
  discounts: readonly { skuId: string; amountFen: Fen }[];
  gifts: readonly Gift[];
  freesFreight: boolean;
  /** What it counts against the offer's limits. */
  units: number;
  next: NextStep | null;
}

/** Why an offer gives nothing, in words each client has. */
export const UNMET_REASONS = [
  'not-in-cart',
  'threshold',
  'allowance-used',
  'nothing-to-save',
  'not-combinable',
  'another-is-better',
  'not-chosen',
  'gift-gone',
  'exhausted',
  'too-many-offers',
] as const;
export type UnmetReason = (typeof UNMET_REASONS)[number];
export interface Unmet {
  reason: UnmetReason;
  next: NextStep | null;
}

export type Proposal = Benefit | Unmet;

export function isBenefit(proposal: Proposal): proposal is Benefit {
  return 'discounts' in proposal;
}

export function unmet(reason: UnmetReason, next: NextStep | null = null): Unmet {
  return { reason, next };
}

/** A benefit in money only; the parts of it that save nothing are left out. */
export function moneyOff(
  discounts: readonly { skuId: string; amountFen: Fen }[],
  units: number,
  next: NextStep | null = null,
): Benefit {
  const saving = discounts.filter(({ amountFen }) => amountFen > 0);
  return { discounts: saving, gifts: [], freesFreight: false, units, next };
}

/** One kind's rule: looks at a cart and proposes; it changes nothing and knows no other offer. */
export type PromotionRule<Rule> = (offer: Offer<Rule>, lines: readonly OpenLine[]) => Proposal;
