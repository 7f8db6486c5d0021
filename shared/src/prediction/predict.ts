import { aliveProbability, expectedOrders, type BgNbd, type PurchaseHistory } from './bg-nbd.js';
import { expectedValue, type GammaGamma } from './gamma-gamma.js';
import { nextPurchaseWindow, type PurchaseWindow } from './next-purchase.js';

/** What is foreseen of one customer. */
export interface Prediction {
  aliveProbability: number;
  /** Days on which they are expected to buy in the time asked about. */
  expectedOrders: number;
  /** What they are expected to spend on such a day, in fen; null where nothing can be said. */
  expectedValueFen: number | null;
  /** The two multiplied: what they are expected to spend in that time. */
  expectedRevenueFen: number | null;
  nextPurchase: PurchaseWindow;
}

/** `repeatFen` is what they spent on all days after the first on which they bought. */
export function predict(
  { bgNbd, gammaGamma }: { bgNbd: BgNbd; gammaGamma: GammaGamma | null },
  history: PurchaseHistory & { repeatFen: number },
  days: number,
): Prediction {
  const { repeats, repeatFen } = history;
  const orders = expectedOrders(bgNbd, history, days / 7);
  // The model knows no purchase of nothing: who spent nothing is told what all do.
  const known =
    repeats > 0 && repeatFen > 0 ? { repeats, mean: repeatFen / repeats } : { repeats: 0, mean: 0 };
  const value = gammaGamma && expectedValue(gammaGamma, known);
  return {
    aliveProbability: aliveProbability(bgNbd, history),
    expectedOrders: orders,
    expectedValueFen: value === null ? null : Math.round(value),
    expectedRevenueFen: value === null ? null : Math.round(value * orders),
    nextPurchase: nextPurchaseWindow(bgNbd, history),
  };
}
