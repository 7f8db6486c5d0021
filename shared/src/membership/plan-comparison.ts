import { betterBy, type MemberBenefit } from './benefits.js';

/** A plan’s benefit beside what a tier gives of its kind, told straight. */
export interface Comparison {
  tierHasKind: boolean;
  /** Whether members of the tier would have more by the plan than they have anyway. */
  addsToTier: boolean;
}

/** Compares a benefit of a plan with all that a tier gives. */
export function comparedWithTier(
  benefit: MemberBenefit,
  ofTier: readonly MemberBenefit[],
): Comparison {
  const ofKind = ofTier.filter(({ kind }) => kind === benefit.kind);
  return {
    tierHasKind: ofKind.length > 0,
    addsToTier: !ofKind.some((held) => coversAllOf(held, benefit)),
  };
}

/** Whether one benefit gives all that another of its kind does. */
function coversAllOf(held: MemberBenefit, benefit: MemberBenefit): boolean {
  const measure = betterBy(benefit);
  if (measure !== null) return (betterBy(held) ?? 0) >= measure;
  if (held.kind !== 'price-off' || benefit.kind !== 'price-off') return false;
  const isEverywhere = held.scope === null && benefit.prices.length === 0;
  return isEverywhere && held.offBps >= benefit.offBps;
}
