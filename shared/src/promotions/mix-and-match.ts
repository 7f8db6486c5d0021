import { allocate, fen, sumFen, type Fen } from '../money.js';
import { moneyOff, unmet, type OpenLine, type PromotionRule } from './offer.js';

/** N 元任选: any `quantity` units together cost `priceFen`. */
export interface MixAndMatchRule {
  quantity: number;
  priceFen: Fen;
}

interface Unit {
  skuId: string;
  dueFen: Fen;
}

/** The dearest units are put together, as long as a set costs less than its units do. */
export const mixAndMatch: PromotionRule<MixAndMatchRule> = ({ rule }, lines) => {
  const units = lines.flatMap(unitsOf).sort((a, b) => b.dueFen - a.dueFen);
  const missing = rule.quantity - (units.length % rule.quantity);
  const next = { missingFen: null, missingQuantity: missing, savesFen: null };
  if (units.length < rule.quantity) return unmet('threshold', next);
  const saved = new Map<string, number>();
  for (let at = 0; at + rule.quantity <= units.length; at += rule.quantity) {
    const set = units.slice(at, at + rule.quantity);
    const savedFen = sumFen(set.map((unit) => unit.dueFen)) - rule.priceFen;
    if (savedFen <= 0) break;
    spread(fen(savedFen), set, saved);
  }
  const discounts = [...saved].map(([skuId, amountFen]) => ({ skuId, amountFen: fen(amountFen) }));
  return discounts.length === 0 ? unmet('nothing-to-save', next) : moneyOff(discounts, 1, next);
};

/** Each unit with its exact share of what its line still costs. */
function unitsOf({ skuId, quantity, dueFen }: OpenLine): Unit[] {
  const upTo = (units: number) => Math.floor((dueFen * units) / quantity);
  return Array.from({ length: quantity }, (_, at) => ({
    skuId,
    dueFen: fen(upTo(at + 1) - upTo(at)),
  }));
}

/** Adds each unit's part of what its set saves to what its SKU saves. */
function spread(savedFen: Fen, set: readonly Unit[], saved: Map<string, number>): void {
  const parts = allocate(
    savedFen,
    set.map((unit) => unit.dueFen),
  );
  set.forEach(({ skuId }, at) => saved.set(skuId, (saved.get(skuId) ?? 0) + (parts[at] ?? 0)));
}
