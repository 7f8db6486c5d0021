import { fen, timesFen, type Fen } from '../money.js';
import { moneyOff, unmet, type Offer, type OpenLine, type Proposal } from './offer.js';

/** What a SKU costs in a campaign. */
export interface SpecialPrice {
  skuId: string;
  priceFen: Fen;
}

/**
 * Sells up to the allowance at a special price, units beyond it at their own: those first that
 * save the most. Where the ordinary price is as low, nothing is used up.
 */
export function sellAtSpecialPrice(
  { allowance }: Pick<Offer, 'allowance'>,
  prices: readonly SpecialPrice[],
  lines: readonly OpenLine[],
): Proposal {
  if (allowance === 0) return unmet('allowance-used');
  let left = allowance ?? Infinity;
  const discounts = cheaper(prices, lines).flatMap(({ skuId, quantity, savesFen }) => {
    const units = Math.min(quantity, left);
    left -= units;
    return units === 0 ? [] : [{ skuId, amountFen: timesFen(savesFen, units), units }];
  });
  if (discounts.length === 0) return unmet('nothing-to-save');
  return moneyOff(
    discounts.map(({ skuId, amountFen }) => ({ skuId, amountFen })),
    discounts.reduce((sum, { units }) => sum + units, 0),
  );
}

/** The lines that a price makes cheaper, with what a unit saves; the most first. */
function cheaper(
  prices: readonly SpecialPrice[],
  lines: readonly OpenLine[],
): (OpenLine & { savesFen: Fen })[] {
  const priced = lines.flatMap((line) => {
    const price = prices.find(({ skuId }) => skuId === line.skuId);
    if (!price || price.priceFen >= line.unitPriceFen) return [];
    return [{ ...line, savesFen: fen(line.unitPriceFen - price.priceFen) }];
  });
  return priced.sort((a, b) => b.savesFen - a.savesFen);
}
