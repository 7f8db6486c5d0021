import { assert } from '../assert.js';
import { fen, type Fen } from '../money.js';

/** What GMV is made of, in the order in which people come to it. */
export const GMV_FACTORS = ['traffic', 'sharing', 'conversion', 'repurchase', 'basket'] as const;
export type GmvFactor = (typeof GMV_FACTORS)[number];

/** What is counted in a period. Whoever pays is a visitor as well. */
export interface GmvFacts {
  visitors: number;
  /** Of those, who opened a link that another shopper had shared. */
  broughtVisitors: number;
  payers: number;
  orders: number;
  /** What sold orders were paid with, before anything went back. */
  gmvFen: Fen;
}

/**
 * The five factors: visitors who came by themselves, visitors for each of those, payers for each
 * visitor, orders for each payer, fen for each order. Their product is GMV, because what each is
 * divided by the one before it counts. Null where something is divided by nothing.
 */
export function gmvFactors(facts: GmvFacts): Record<GmvFactor, number> | null {
  const { visitors, broughtVisitors, payers, orders, gmvFen } = facts;
  const traffic = visitors - broughtVisitors;
  assert(traffic >= 0 && payers <= visitors && payers <= orders, 'parts are no larger than wholes');
  if (traffic === 0 || payers === 0 || orders === 0) return null;
  return {
    traffic,
    sharing: visitors / traffic,
    conversion: payers / visitors,
    repurchase: orders / payers,
    basket: gmvFen / orders,
  };
}

/**
 * What of the difference of GMV each factor is the reason of, to the fen, by the logarithmic mean
 * (LMDI-I, Ang 2005): it leaves no rest and does not depend on the order of the factors. What is
 * lost by rounding goes to the largest remainders. Null where a factor or GMV is nothing.
 */
export function gmvContributions(before: GmvFacts, after: GmvFacts): Record<GmvFactor, Fen> | null {
  const [old, now] = [gmvFactors(before), gmvFactors(after)];
  if (!old || !now || before.gmvFen === 0 || after.gmvFen === 0) return null;
  const mean = logarithmicMean(before.gmvFen, after.gmvFen);
  const exact = GMV_FACTORS.map((factor) => mean * Math.log(now[factor] / old[factor]));
  const whole = rounded(exact, after.gmvFen - before.gmvFen);
  const of = (factor: GmvFactor) => fen(whole[GMV_FACTORS.indexOf(factor)] ?? 0);
  return {
    ...{ traffic: of('traffic'), sharing: of('sharing'), conversion: of('conversion') },
    ...{ repurchase: of('repurchase'), basket: of('basket') },
  };
}

/** Between two amounts, of which the larger counts less: what both are where they are the same. */
function logarithmicMean(one: number, other: number): number {
  return one === other ? one : (other - one) / Math.log(other / one);
}

/** Parts as whole numbers that sum to a total. */
function rounded(parts: readonly number[], total: number): number[] {
  const whole = parts.map((part) => Math.floor(part));
  const missing = total - whole.reduce((sum, part) => sum + part, 0);
  const byRemainder = parts
    .map((part, at) => ({ at, remainder: part - Math.floor(part) }))
    .sort((one, other) => other.remainder - one.remainder || one.at - other.at);
  // Logarithms are a little off, so that a whole part may fall below or above itself.
  const each = Math.floor(missing / parts.length);
  const more = new Set(byRemainder.slice(0, missing - each * parts.length).map(({ at }) => at));
  return whole.map((part, at) => part + each + (more.has(at) ? 1 : 0));
}
