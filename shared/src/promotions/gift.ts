import { fen, sumFen, type Fen } from '../money.js';
import {
  unmet,
  type Gift,
  type NextStep,
  type Offer,
  type OpenLine,
  type PromotionRule,
} from './offer.js';

/** What becomes of gifts that were sent once the goods that earned them go back. */
export const GIFT_ON_REFUND = ['keep', 'return'] as const;

/** 满赠 by money or units; 买一赠一 gives more of what was bought. Gifts are goods at no price. */
export interface GiftRule {
  counts: 'fen' | 'units';
  /** Ascending in `from`; the highest that is reached counts. */
  tiers: readonly { from: number; gifts: readonly Gift[] }[];
  /** The only tier again for every `from` that is reached. */
  repeats: boolean;
  /** Gives a unit of each SKU for every `from` units of that very SKU, and not `gifts`. */
  givesTheSame: boolean;
  /** Case 32, see `gifts-after-return.ts`. Gifts that were not sent go in either case. */
  onRefund: (typeof GIFT_ON_REFUND)[number];
}

/** What a gift was given by and for, as it stood when its order was placed. */
export interface GiftTerms {
  rule: GiftRule;
  /** The goods the rule looked at, at what was left to pay for them. */
  earnedBy: readonly Pick<OpenLine, 'skuId' | 'quantity' | 'dueFen'>[];
  /** What a unit of the gift sold for. */
  unitWorthFen: Fen;
}

/** Limits count gift units (限量赠品): as much is given as they leave, of chosen gifts whole sets. */
export const gift: PromotionRule<GiftRule> = ({ rule, allowance }, lines) => {
  const gifts = giftsEarned(rule, lines, allowance ?? Infinity);
  const next = nextStep(rule, lines);
  if (gifts.length > 0) {
    return { discounts: [], gifts, freesFreight: false, units: unitsOf(gifts), next };
  }
  return unmet(giftsEarned(rule, lines).length > 0 ? 'allowance-used' : 'threshold', next);
};

/** The gifts these goods earn, as far as `allowance` units of them go. */
export function giftsEarned(
  rule: GiftRule,
  lines: GiftTerms['earnedBy'],
  allowance = Infinity,
): Gift[] {
  return rule.givesTheSame
    ? oneMoreOfEach(rule, lines, allowance)
    : chosenGifts(rule, lines, allowance);
}

function oneMoreOfEach(
  { tiers, repeats }: GiftRule,
  lines: GiftTerms['earnedBy'],
  allowance: number,
): Gift[] {
  const [tier] = tiers;
  if (!tier) return [];
  let left = allowance;
  return lines.flatMap(({ skuId, quantity }) => {
    const times = Math.floor(quantity / tier.from);
    const given = Math.min(left, repeats ? times : Math.min(times, 1));
    left -= given;
    return given === 0 ? [] : [{ skuId, quantity: given }];
  });
}

function chosenGifts(rule: GiftRule, lines: GiftTerms['earnedBy'], allowance: number): Gift[] {
  const have = counted(rule, lines);
  const reached = rule.tiers
    .filter(({ from, gifts }) => from <= have && unitsOf(gifts) <= allowance)
    .at(-1);
  if (!reached) return [];
  const sets = Math.floor(allowance / unitsOf(reached.gifts));
  const times = rule.repeats ? Math.min(sets, Math.floor(have / reached.from)) : 1;
  return reached.gifts.map(({ skuId, quantity }) => ({ skuId, quantity: quantity * times }));
}

function unitsOf(gifts: readonly Gift[]): number {
  return gifts.reduce((sum, { quantity }) => sum + quantity, 0);
}

function counted({ counts }: GiftRule, lines: GiftTerms['earnedBy']): number {
  return counts === 'fen'
    ? sumFen(lines.map((line) => line.dueFen))
    : lines.reduce((sum, line) => sum + line.quantity, 0);
}

function nextStep(rule: GiftRule, lines: GiftTerms['earnedBy']): NextStep | null {
  const missing = rule.givesTheSame ? missingOfTheSame(rule, lines) : missingToNext(rule, lines);
  if (missing === null) return null;
  return {
    missingFen: rule.counts === 'fen' ? fen(missing) : null,
    missingQuantity: rule.counts === 'units' ? missing : null,
    savesFen: null,
  };
}

function missingToNext(rule: GiftRule, lines: GiftTerms['earnedBy']): number | null {
  const have = counted(rule, lines);
  const [first] = rule.tiers;
  if (rule.repeats && first) return first.from - (have % first.from);
  const tier = rule.tiers.find(({ from }) => from > have);
  return tier ? tier.from - have : null;
}

/** What the SKU nearest to another gift lacks. */
function missingOfTheSame(
  { tiers, repeats }: GiftRule,
  lines: GiftTerms['earnedBy'],
): number | null {
  const [tier] = tiers;
  if (!tier) return null;
  const more = lines.filter(({ quantity }) => repeats || quantity < tier.from);
  const missing = more.map(({ quantity }) => tier.from - (quantity % tier.from));
  return missing.length === 0 ? null : Math.min(...missing);
}

/** The goods an offer may give beside those in the cart. */
export function giftSkuIdsOf({ kind, rule }: Pick<Offer, 'kind' | 'rule'>): string[] {
  if (kind !== 'gift') return [];
  return (rule as GiftRule).tiers.flatMap(({ gifts }) => gifts.map(({ skuId }) => skuId));
}
