import type { MemberCard } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import { yuanText } from '@/ui/price';
import { countText, lastDay } from './standing';
import { words } from './wording';

/** What is missing to the next tier, in one sentence. */
export function progressText({ tiers, next }: Pick<MemberCard, 'tiers' | 'next'>): string {
  if (next === null) return tiers.length > 1 ? words.top : words.only;
  const { tier, missingFen, missingGrowth } = next;
  if (missingFen !== null) return words.spendToRise(yuanText(missingFen), tier.name);
  return words.growToRise(countText(missingGrowth), tier.name);
}

/** Until when the tier holds, and what keeps it. */
export function validityTexts({
  tierUntil,
  missingToKeep,
}: Pick<MemberCard, 'tierUntil' | 'missingToKeep'>): string[] {
  if (tierUntil === null) return [words.forever];
  const keep = missingToKeep ? words.keep(countText(missingToKeep)) : words.kept;
  return [words.until(lastDayText(tierUntil)), keep];
}

/** The last day before an instant: `2027 年 11 月 30 日`. */
export function lastDayText(instant: string): string {
  return dayText(lastDay(instant));
}

/** A day, `YYYY-MM-DD`, as people read it. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return inLanguage(`${year} 年 ${month} 月 ${date} 日`, day);
}
