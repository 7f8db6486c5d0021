import { minutesAfter, type MemberCard } from '@siyu/shared';
import { momentText } from '@/ui/moment';

/** A benefit as a tier gives it. */
export type TierBenefit = MemberCard['tiers'][number]['benefits'][number];

/** A count with its thousands apart: `1,260`. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** How far the next tier is reached, in percent; null where there is none. */
export function progressPercent({
  growth,
  next,
}: {
  growth: number;
  next: { tier: { threshold: number } } | null;
}): number | null {
  if (next === null) return null;
  return Math.max(0, Math.min(100, Math.floor((growth * 100) / next.tier.threshold)));
}

/** The last Beijing day before an instant: what ends with a day ends as the next one begins. */
export function lastDay(instant: string): string {
  return momentText(minutesAfter(new Date(instant), -1).toISOString()).slice(0, 10);
}

/** What a tier gives that another does not, or not as much of. */
export function addedBy(tier: readonly TierBenefit[], before: readonly TierBenefit[]) {
  const isOfBoth = (one: TierBenefit) =>
    before.some((other) => other.kind === one.kind && other.measure === one.measure);
  return tier.filter((one) => !isOfBoth(one));
}
