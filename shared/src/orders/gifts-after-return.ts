import { allocate, fen, sumFen, timesFen, type Fen } from '../money.js';
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

/** A gift line of an order, and what became of its units so far, this request included. */
export interface GiftAtStake extends GivenGift {
  lineId: string;
  /** Units that are not sent yet, and not asked for in this request. */
  unsentQuantity: number;
  /** Units that came back or are on their way back, and those withheld for before. */
  settledQuantity: number;
}

/** What becomes of a gift line once the goods that earned it go back. */
export interface GiftConsequence {
  lineId: string;
  /** Units that will not be sent: they are no longer earned, whatever the rule says of others. */
  unsentQuantity: number;
  /** Units the shopper has and should send back, or keeps at their price. */
  keptQuantity: number;
  /** What the units kept sold for. */
  worthFen: Fen;
}

/** Case 32: the gifts at stake when goods go back, by the rule that gave each. */
export function giftConsequences(
  gifts: readonly GiftAtStake[],
  goneOf: (skuId: string) => number,
): GiftConsequence[] {
  return gifts.flatMap((gift) => {
    const due = giftUnitsDueBack(gift, goneOf) - gift.settledQuantity;
    if (due <= 0) return [];
    const unsentQuantity = Math.min(due, gift.unsentQuantity);
    const isAsked = gift.terms.rule.onRefund === 'return';
    const keptQuantity = isAsked ? due - unsentQuantity : 0;
    if (unsentQuantity + keptQuantity === 0) return [];
    const worthFen = timesFen(gift.terms.unitWorthFen, keptQuantity);
    return [{ lineId: gift.lineId, unsentQuantity, keptQuantity, worthFen }];
  });
}

/** What is withheld from each line that goes back for gifts that do not: down to zero at most. */
export function withheldForGifts(worthFen: Fen, linesFen: readonly Fen[]): Fen[] {
  return allocate(fen(Math.min(worthFen, sumFen(linesFen))), linesFen);
}
