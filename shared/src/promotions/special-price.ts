import { fen, timesFen, type Fen } from '../money.js';
import { moneyOff, unmet, type Offer, type OpenLine, type Proposal } from './offer.js';

/** What a SKU costs in a campaign. */
export interface SpecialPrice {
  skuId: string;
  priceFen: Fen;
}

/**
 * Sells up to the allowance at a special price, units beyond it at their own. Where the ordinary
 * price is as low, nothing is used up.
 */
export function sellAtSpecialPrice(
  { allowance }: Pick<Offer, 'allowance'>,
  prices: readonly SpecialPrice[],
  lines: readonly OpenLine[],
): Proposal {
  if (allowance === 0) return unmet('allowance-used');
  let left = allowance ?? Infinity;
  const discounts = lines.flatMap((line) => {
    const price = prices.find(({ skuId }) => skuId === line.skuId);
    if (!price || price.priceFen >= line.unitPriceFen || left === 0) return [];
    const units = Math.min(line.quantity, left);
    left -= units;
    const savedFen = timesFen(fen(line.unitPriceFen - price.priceFen), units);
    return [{ skuId: line.skuId, amountFen: savedFen, units }];
  });
  if (discounts.length === 0) return unmet('nothing-to-save');
  return moneyOff(
    discounts.map(({ skuId, amountFen }) => ({ skuId, amountFen })),
    discounts.reduce((sum, { units }) => sum + units, 0),
  );
}
