import { nextPurchaseWeeks, type BgNbd, type PurchaseHistory } from './bg-nbd.js';

/** Later than this, a day says nothing anybody can act on. */
export const HORIZON_DAYS = 730;

/** Days from now; null is later than two years. */
export interface PurchaseWindow {
  fromDays: number | null;
  medianDays: number | null;
  untilDays: number | null;
}

/**
 * When somebody buys next if they still are a customer: with half of the probability within the
 * window, a quarter before it and a quarter after.
 */
export function nextPurchaseWindow(model: BgNbd, history: PurchaseHistory): PurchaseWindow {
  const daysAt = (probability: number): number | null => {
    const days = Math.ceil(nextPurchaseWeeks(model, history, probability) * 7);
    return days > HORIZON_DAYS ? null : days;
  };
  return { fromDays: daysAt(0.25), medianDays: daysAt(0.5), untilDays: daysAt(0.75) };
}
