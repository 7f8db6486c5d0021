import { allocate, fen, sumFen, type Fen } from '../money.js';
import { moneyOff, unmet, type OpenLine, type PromotionRule } from './offer.js';

/** N 元任选: any `quantity` units together cost `priceFen`. */
export interface MixAndMatchRule {
  quantity: number;
  priceFen: Fen;
}

/** The dearest units are put together, as long as a set costs less than its units do. */
export const mixAndMatch: PromotionRule<MixAndMatchRule> = ({ rule }, lines) => {
  const units = unitsOf(lines).sort((a, b) => b.dueFen - a.dueFen);
  const missing = rule.quantity - (units.length % rule.quantity);
  const next = { missingFen: null, missingQuantity: missing, savesFen: null };
  if (units.length < rule.quantity) return unmet('threshold', next);
  const savings: { skuId: string; amountFen: Fen }[] = [];
  for (let at = 0; at + rule.quantity <= units.length; at += rule.quantity) {
    const set = units.slice(at, at + rule.quantity);
    const savedFen = sumFen(set.map((unit) => unit.dueFen)) - rule.priceFen;
    if (savedFen <= 0) break;
    const parts = allocate(
      fen(savedFen),
      set.map((unit) => unit.dueFen),
    );
    set.forEach(({ skuId }, index) => savings.push({ skuId, amountFen: parts[index] ?? fen(0) }));
  }
  if (savings.length === 0) return unmet('nothing-to-save');
  return moneyOff(
    lines.map(({ skuId }) => ({
      skuId,
      amountFen: sumFen(savings.filter((one) => one.skuId === skuId).map((one) => one.amountFen)),
    })),
    1,
    next,
  );
};

/** Each unit with its exact share of what its line still costs. */
function unitsOf(lines: readonly OpenLine[]): { skuId: string; dueFen: Fen }[] {
  return lines.flatMap(({ skuId, quantity, dueFen }) =>
    allocate(
      dueFen,
      Array.from({ length: quantity }, () => 1),
    ).map((share) => ({ skuId, dueFen: share })),
  );
}
