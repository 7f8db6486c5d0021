import { beijingDay, daysAfter, type FlashSlotAnswer } from '@siyu/shared';
import { momentText, nearMomentText } from '@/ui/moment';
import { phaseAt } from './slots';
import { words } from './wording';

/** A slot by its start and where it stands: `20:00 抢购中`, `明天 10:00 即将开抢`. */
export function slotText(slot: FlashSlotAnswer, now: Date, earlyMinutes: number): string {
  const phase = phaseAt(slot, false, now, earlyMinutes);
  return `${startText(slot.startsAt, now)} ${words.phases[phase]}`;
}

/** The hour alone for today, the day with it for any other. */
export function startText(startsAt: string, now: Date): string {
  const day = beijingDay(new Date(startsAt));
  const clock = momentText(startsAt).slice(11);
  if (day === beijingDay(now)) return clock;
  return day === beijingDay(daysAfter(now, 1)) ? words.tomorrow(clock) : nearMomentText(startsAt);
}
