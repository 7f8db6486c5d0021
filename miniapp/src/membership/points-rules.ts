import type { PointsView } from '@siyu/shared';
import { countText } from '@/member/standing';
import { lastDayText } from '@/member/standing-text';
import { pointsWords as words } from './wording';

const BPS_OF_A_PERCENT = 100;

/** What is to be known of the balance beside its number. */
export function balanceNotes({ active, pending, held, expiring, rules }: PointsView): string[] {
  const notes: string[] = [];
  if (!rules.isOn) notes.push(words.off);
  if (active < 0) notes.push(words.owed);
  if (expiring) notes.push(words.expiring(countText(expiring.points), lastDayText(expiring.at)));
  if (pending > 0) notes.push(words.pending(countText(pending)));
  if (held > 0) notes.push(words.held(countText(held)));
  return notes;
}

/** How points come, what they pay and when they lapse; nothing while they are switched off. */
export function ruleTexts({ rules }: PointsView): string[] {
  const { isOn, redeem, earnPointsPerYuan, expiryMonths } = rules;
  if (!isOn) return [];
  const lapses = expiryMonths === null ? words.lasting : words.lapses(expiryMonths);
  const pays = words.pays(redeem.pointsPerYuan, redeem.capBps / BPS_OF_A_PERCENT);
  return [words.earn(earnPointsPerYuan), ...(redeem.capBps > 0 ? [pays] : []), lapses];
}
