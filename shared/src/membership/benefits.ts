import { fen, type Fen } from '../money.js';
import { ONCE_BPS } from './growth.js';
import type { Stage } from '../pricing/stacking-order.js';
import type { Scope } from '../promotions/scope.js';
import type { SpecialPrice } from '../promotions/special-price.js';

/** What a tier or a paid plan gives its members. */
export type MemberBenefit = { id: string } & (
  | {
      kind: 'price-off';
      scope: Scope;
      /** 500 is 九五折; 0 where only the prices below hold. */
      offBps: number;
      /** Members' own prices of SKUs, which go before the percentage. */
      prices: readonly SpecialPrice[];
      /** Which stages may act on what it priced (折上折). */
      combinesWith: readonly Stage[];
    }
  /** Orders a Beijing month that are sent for nothing; null without limit. */
  | { kind: 'free-freight'; perMonth: number | null }
  | { kind: 'growth-multiplier'; multiplierBps: number }
  | { kind: 'points-multiplier'; multiplierBps: number }
  | { kind: 'monthly-coupons'; campaignIds: readonly string[] }
  /** From so many days before the birthday on. */
  | { kind: 'birthday-gift'; campaignIds: readonly string[]; daysBefore: number }
  /** How long before everybody else a slot of a flash sale opens. */
  | { kind: 'early-access'; minutes: number }
  /** Goods sold to nobody who does not have this. */
  | { kind: 'members-only'; scope: Scope }
  /**
   * Returns for no reason a Beijing month whose freight the shop makes good up to a cap each; null
   * without limit. Without a cap of its own it has the usual one.
   */
  | { kind: 'return-freight'; perMonth: number | null; capFen?: Fen | undefined }
);
export type BenefitKind = MemberBenefit['kind'];
export type BenefitOf<K extends BenefitKind> = Extract<MemberBenefit, { kind: K }>;

/** Benefits of one origin: the tier, or a paid plan. */
export interface BenefitsFrom {
  /** Where they come from, as members know it: 金卡, 年卡. */
  from: string;
  benefits: readonly MemberBenefit[];
  /** Until when they are given, as far as is known; null where no end is. */
  until: Date | null;
}

/** A benefit a member has, and which others it is better than. */
export interface HeldBenefit {
  benefit: MemberBenefit;
  from: string;
  until: Date | null;
  /** Origins whose benefit of the kind is not better. */
  insteadOf: readonly string[];
}

/**
 * What a member has by tier and plans: of each kind with a measure the better, the first of equals.
 * Prices, goods and coupons have none: each is had, because a line takes only the lowest price, and
 * what a plan was paid for is given whatever the tier gives.
 */
export function benefitsOf(origins: readonly BenefitsFrom[]): HeldBenefit[] {
  const all = origins.flatMap(({ from, benefits, until }) =>
    benefits.map((benefit) => ({ benefit, from, until })),
  );
  return all.flatMap(({ benefit, from, until }, at) => {
    const measure = betterBy(benefit);
    if (measure === null) return [{ benefit, from, until, insteadOf: [] }];
    const others = all.filter((one) => one.benefit.kind === benefit.kind);
    const isBeaten = others.some(
      (one) =>
        (betterBy(one.benefit) ?? 0) > measure ||
        (betterBy(one.benefit) === measure && all.indexOf(one) < at),
    );
    const beaten = others.filter((one) => one.benefit !== benefit);
    return isBeaten ? [] : [{ benefit, from, until, insteadOf: beaten.map((one) => one.from) }];
  });
}

/** The benefits of one kind. */
export function ofKind<K extends BenefitKind>(
  held: readonly { benefit: MemberBenefit }[],
  kind: K,
): BenefitOf<K>[] {
  const isOfKind = (benefit: MemberBenefit): benefit is BenefitOf<K> => benefit.kind === kind;
  return held.map(({ benefit }) => benefit).filter(isOfKind);
}

/** By how much the best of these multiplies growth, or points; in bps, and never less than once. */
export function multiplierOf(
  held: readonly { benefit: MemberBenefit }[],
  kind: 'growth-multiplier' | 'points-multiplier',
): number {
  return Math.max(ONCE_BPS, ...ofKind(held, kind).map(({ multiplierBps }) => multiplierBps));
}

/** By what two benefits of a kind are told better from worse; null where each is had. */
export function betterBy(benefit: MemberBenefit): number | null {
  switch (benefit.kind) {
    case 'free-freight':
    case 'return-freight':
      return benefit.perMonth ?? Infinity;
    case 'growth-multiplier':
    case 'points-multiplier':
      return benefit.multiplierBps;
    case 'early-access':
      return benefit.minutes;
    default:
      return null;
  }
}

/** What sending a parcel back usually costs at most. */
const RETURN_FREIGHT_CAP_FEN = fen(1_200);

/** Up to how much of one return’s freight is made good. */
export function returnFreightCap({ capFen }: BenefitOf<'return-freight'>): Fen {
  return capFen ?? RETURN_FREIGHT_CAP_FEN;
}

/** What is made good of the freight that a shopper states. */
export function returnFreightRelief(benefit: BenefitOf<'return-freight'>, statedFen: Fen): Fen {
  return fen(Math.min(statedFen, returnFreightCap(benefit)));
}
