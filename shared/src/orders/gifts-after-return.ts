import { allocate, fen } from '../money.js';
import { giftsEarned, type GiftTerms } from '../promotions/gift.js';

/** Gift units of an order's line, given under its terms. */
export interface GivenGift {
  skuId: string;
  quantity: number;
  terms: GiftTerms;
}

/**
 * Case 32: the units of a gift that are no longer earned once goods went back. The rule that gave
 * it is asked again of what is kept, each line at its share of what was left to pay for it then.
 * `goneOf` counts the bought units of a SKU that came back or were never sent; money alone that
 * goes back (a broken cup) takes no goods and so no gift.
 */
export function giftUnitsDueBack(
  { skuId, quantity, terms }: GivenGift,
  goneOf: (skuId: string) => number,
): number {
  const kept = terms.earnedBy.flatMap((line) => {
    const units = Math.max(0, line.quantity - goneOf(line.skuId));
    const [dueFen = fen(0)] = allocate(line.dueFen, [units, line.quantity - units]);
    return units === 0 ? [] : [{ skuId: line.skuId, quantity: units, dueFen }];
  });
  const earned = giftsEarned(terms.rule, kept).find((one) => one.skuId === skuId);
  return Math.max(0, quantity - (earned?.quantity ?? 0));
}
