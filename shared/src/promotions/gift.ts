import { fen, sumFen } from '../money.js';
import {
  unmet,
  type Gift,
  type NextStep,
  type Offer,
  type OpenLine,
  type PromotionRule,
} from './offer.js';

/** 满赠 by money or units; 买一赠一 gives more of what was bought. Gifts are goods at no price. */
export interface GiftRule {
  counts: 'fen' | 'units';
  /** Ascending in `from`; the highest that is reached counts. */
  tiers: readonly { from: number; gifts: readonly Gift[] }[];
  /** The only tier again for every `from` that is reached. */
  repeats: boolean;
  /** Gives a unit of each SKU for every `from` units of that very SKU, and not `gifts`. */
  givesTheSame: boolean;
}

export const gift: PromotionRule<GiftRule> = ({ rule }, lines) => {
  const gifts = rule.givesTheSame ? oneMoreOfEach(rule, lines) : chosenGifts(rule, lines);
  const next = nextStep(rule, lines);
  if (gifts.length === 0) return unmet('threshold', next);
  return { discounts: [], gifts, freesFreight: false, units: 1, next };
};

function oneMoreOfEach({ tiers, repeats }: GiftRule, lines: readonly OpenLine[]): Gift[] {
  const [tier] = tiers;
  if (!tier) return [];
  return lines.flatMap(({ skuId, quantity }) => {
    const times = Math.floor(quantity / tier.from);
    return times === 0 ? [] : [{ skuId, quantity: repeats ? times : 1 }];
  });
}

function chosenGifts(rule: GiftRule, lines: readonly OpenLine[]): Gift[] {
  const have = counted(rule, lines);
  const reached = rule.tiers.filter((tier) => tier.from <= have).at(-1);
  if (!reached) return [];
  const times = rule.repeats ? Math.floor(have / reached.from) : 1;
  return reached.gifts.map(({ skuId, quantity }) => ({ skuId, quantity: quantity * times }));
}

function counted({ counts }: GiftRule, lines: readonly OpenLine[]): number {
  return counts === 'fen'
    ? sumFen(lines.map((line) => line.dueFen))
    : lines.reduce((sum, line) => sum + line.quantity, 0);
}

function nextStep(rule: GiftRule, lines: readonly OpenLine[]): NextStep | null {
  const have = counted(rule, lines);
  const tier = rule.tiers.find(({ from }) => from > have);
  if (!tier) return null;
  const missing = tier.from - have;
  return {
    missingFen: rule.counts === 'fen' ? fen(missing) : null,
    missingQuantity: rule.counts === 'units' ? missing : null,
    savesFen: null,
  };
}

/** The goods an offer may give beside those in the cart. */
export function giftSkuIdsOf({ kind, rule }: Offer): string[] {
  if (kind !== 'gift') return [];
  return (rule as GiftRule).tiers.flatMap(({ gifts }) => gifts.map(({ skuId }) => skuId));
}
