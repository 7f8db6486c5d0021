import type { Fen } from '../money.js';
import { beijingDay, daysAfter } from '../beijing-time.js';

/** How far back the law looks for the price really sold at, in days. */
const STRUCK_WINDOW_DAYS = 7;

/** What a SKU really sold at on one Beijing day. */
export interface SaleDay {
  day: string;
  lowestFen: Fen;
  lastFen: Fen;
}

/**
 * The highest price that may be struck through once the price changes at `changedAt`: the lowest
 * price really sold at in the window before, else that of the last sale before it, else none.
 * A day that the window cuts counts whole, which can only lower the result.
 *
 * Source: 规范促销行为暂行规定 and 禁止价格欺诈行为的规定 on the "original price".
 */
export function struckBasisFen(
  sales: readonly SaleDay[],
  changedAt: Date,
  windowDays: number = STRUCK_WINDOW_DAYS,
): Fen | null {
  const today = beijingDay(changedAt);
  const first = beijingDay(daysAfter(changedAt, -windowDays));
  const before = sales.filter((sale) => sale.day <= today);
  const recent = before.filter((sale) => sale.day >= first);
  if (recent.length > 0) {
    return recent.reduce((a, b) => (b.lowestFen < a.lowestFen ? b : a)).lowestFen;
  }
  if (before.length === 0) return null;
  return before.reduce((a, b) => (b.day > a.day ? b : a)).lastFen;
}

/** The price to strike through beside `priceFen`, or null where none may be shown. */
export function struckPriceFen(
  priceFen: Fen,
  listPriceFen: Fen | null,
  basisFen: Fen | null,
): Fen | null {
  if (listPriceFen === null || basisFen === null) return null;
  return listPriceFen > priceFen && listPriceFen <= basisFen ? listPriceFen : null;
}
