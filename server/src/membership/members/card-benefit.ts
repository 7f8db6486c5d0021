import type { HeldBenefit, MemberBenefit, MemberCard } from '@siyu/shared';

/** A benefit of any tier, as the ladder shows it. */
export function ladderBenefit(
  benefit: MemberBenefit,
): MemberCard['tiers'][number]['benefits'][number] {
  return { kind: benefit.kind, measure: measureOf(benefit) };
}

/** A benefit as the card shows it: with what this month's are left of, where they are counted. */
export function cardBenefit(
  { benefit, from }: HeldBenefit,
  uses: ReadonlyMap<string, number>,
): MemberCard['benefits'][number] {
  const { kind } = benefit;
  const shown = { ...ladderBenefit(benefit), from };
  if (!('perMonth' in benefit)) return { ...shown, usedThisMonth: null, leftThisMonth: null };
  const usedThisMonth = uses.get(kind) ?? 0;
  const { perMonth } = benefit;
  const leftThisMonth = perMonth === null ? null : Math.max(0, perMonth - usedThisMonth);
  return { ...shown, usedThisMonth, leftThisMonth };
}

/** Bps, orders a month, coupons, minutes; null where it has no one measure. */
function measureOf(benefit: MemberBenefit): number | null {
  if ('perMonth' in benefit) return benefit.perMonth;
  if ('multiplierBps' in benefit) return benefit.multiplierBps;
  if ('campaignIds' in benefit) return benefit.campaignIds.length;
  if ('minutes' in benefit) return benefit.minutes;
  return 'offBps' in benefit ? benefit.offBps : null;
}
