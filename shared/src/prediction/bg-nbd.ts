import { gammaln } from 'simple-statistics';
import { hypergeometric } from './hypergeometric.js';

/**
 * BG/NBD (Fader, Hardie and Lee, “Counting Your Customers” the Easy Way, Marketing Science 24,
 * 2005): while somebody is a customer they buy at a rate of their own (gamma of shape r and rate
 * alpha, a week), and after each purchase they leave with a probability of their own (beta a, b).
 */
export interface BgNbd {
  r: number;
  alpha: number;
  a: number;
  b: number;
}

/** What is known of a customer, counted by day and told in weeks. */
export interface PurchaseHistory {
  /** Days after the first on which they bought: x. */
  repeats: number;
  /** From the first purchase to the last: t_x. */
  lastAtWeeks: number;
  /** From the first purchase until it was counted: T. */
  ageWeeks: number;
}

/** Customers of whom the same is known. */
export interface HistoryGroup extends PurchaseHistory {
  customers: number;
}

/** How probable it is that all of them bought as they did, as a natural logarithm. */
export function logLikelihood(model: BgNbd, groups: readonly HistoryGroup[]): number {
  const { r, alpha, a, b } = model;
  const constant = r * Math.log(alpha) - gammaln(r) + gammaln(a + b) - gammaln(b);
  const ofRepeats = new Map<number, number>();
  let sum = 0;
  for (const { repeats: x, lastAtWeeks, ageWeeks, customers } of groups) {
    let gammas = ofRepeats.get(x);
    if (gammas === undefined) {
      gammas = gammaln(r + x) + gammaln(b + x) - gammaln(a + b + x);
      ofRepeats.set(x, gammas);
    }
    const stayed = -(r + x) * Math.log(alpha + ageWeeks);
    const left = x === 0 ? -Infinity : lnLeft(model, x, lastAtWeeks);
    sum += customers * (constant + gammas + logSum(stayed, left));
  }
  return sum;
}

/** The probability that somebody is still a customer. */
export function aliveProbability(model: BgNbd, history: PurchaseHistory): number {
  const { repeats: x, lastAtWeeks, ageWeeks } = history;
  if (x === 0) return 1;
  const stayed = -(model.r + x) * Math.log(model.alpha + ageWeeks);
  return 1 / (1 + Math.exp(lnLeft(model, x, lastAtWeeks) - stayed));
}

/** On how many days a customer is expected to buy in the `weeks` to come. */
export function expectedOrders(model: BgNbd, history: PurchaseHistory, weeks: number): number {
  const { repeats: x, ageWeeks } = history;
  const since = model.alpha + ageWeeks;
  return aliveProbability(model, history) * ordersWhileAlive(model, x, since, weeks);
}

/** On how many days somebody unknown is expected to buy again in their first `weeks`. */
export function expectedRepeats(model: BgNbd, weeks: number): number {
  return ordersWhileAlive(model, 0, model.alpha, weeks);
}

/**
 * The weeks until the next purchase of a customer who still is one, that so much of the
 * probability lies before: their rate is gamma of shape r + x and rate alpha + T.
 */
export function nextPurchaseWeeks(
  model: BgNbd,
  { repeats, ageWeeks }: PurchaseHistory,
  probability: number,
): number {
  const exponent = -Math.log1p(-probability) / (model.r + repeats);
  return (model.alpha + ageWeeks) * Math.expm1(exponent);
}

/**
 * The published formula after Euler's transformation of ₂F₁, which leaves no large powers and a
 * series that ends soon.
 */
function ordersWhileAlive({ r, a, b }: BgNbd, x: number, since: number, weeks: number): number {
  if (weeks <= 0) return 0;
  // At a = 1 the formula is 0 ÷ 0; beside it, it is the limit to ten digits.
  const leaving = Math.abs(a - 1) < 1e-6 ? 1 + 1e-6 : a;
  const z = weeks / (since + weeks);
  const series = hypergeometric(leaving + b - 1 - r, leaving - 1, leaving + b + x - 1, z);
  const left = Math.exp((leaving - 1) * Math.log1p(-z)) * series;
  return ((leaving + b + x - 1) / (leaving - 1)) * (1 - left);
}

/** That they left after their last purchase, but for what both cases share. */
function lnLeft({ r, alpha, a, b }: BgNbd, x: number, lastAtWeeks: number): number {
  return Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + lastAtWeeks);
}

/** ln(e^one + e^other), where e^one alone may be 0 to the machine. */
function logSum(one: number, other: number): number {
  const [high, low] = one > other ? [one, other] : [other, one];
  return high + Math.log1p(Math.exp(low - high));
}
