import { gammaln } from 'simple-statistics';

/**
 * Gamma-Gamma (Fader and Hardie, The Gamma-Gamma Model of Monetary Value, 2013): what a customer's
 * purchases come to varies about a mean of their own (gamma p), and means vary from one customer to
 * another (inverse gamma q, gamma). `gamma` is an amount; so are the means it is told of.
 */
export interface GammaGamma {
  p: number;
  q: number;
  gamma: number;
}

/** Customers who bought again on `repeats` days and spent `mean` on one of them, above 0. */
export interface ValueGroup {
  repeats: number;
  mean: number;
  customers: number;
}

/** How probable it is that they spent what they did, as a natural logarithm. */
export function valueLogLikelihood(
  { p, q, gamma }: GammaGamma,
  groups: readonly ValueGroup[],
): number {
  const constant = q * Math.log(gamma) - gammaln(q);
  return groups.reduce((sum, { repeats: x, mean, customers }) => {
    const gammas = gammaln(p * x + q) - gammaln(p * x);
    const powers = (p * x - 1) * Math.log(mean) + p * x * Math.log(x);
    const total = (p * x + q) * Math.log(gamma + x * mean);
    return sum + customers * (constant + gammas + powers - total);
  }, 0);
}

/**
 * What a customer is expected to spend on a day they buy: between the mean of all and their own, the
 * nearer to it the more is known. Null where the mean of all does not exist (q ≤ 1).
 */
export function expectedValue(
  { p, q, gamma }: GammaGamma,
  { repeats, mean }: { repeats: number; mean: number },
): number | null {
  return q <= 1 ? null : (p * (gamma + repeats * mean)) / (p * repeats + q - 1);
}
