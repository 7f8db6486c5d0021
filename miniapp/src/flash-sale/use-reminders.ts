import type { FlashSlotAnswer } from '@siyu/shared';
import { useEffect, useState } from 'react';
import { askForNotices } from '@/messages/ask-for-notices';
import { asShopper } from '@/session/as-shopper';
import { useSession } from '@/session/store';
import { say, sayWhy } from '@/ui/say';
import { askReminder, readReminders } from './api';
import { slotKey } from './slots';
import { words } from './wording';

/** The slots this shopper is reminded of, and asking for one more. */
export function useReminders() {
  const shopperId = useSession((state) => state.shopper?.id ?? null);
  const [asked, setAsked] = useState<readonly string[]>([]);
  useEffect(() => {
    if (shopperId === null) return;
    readReminders().then(
      (all) => setAsked(all.map(slotKey)),
      // Asking for one that is asked for already changes nothing.
      () => undefined,
    );
  }, [shopperId]);
  const remind = async (slot: FlashSlotAnswer) => {
    try {
      // WeChat asks only right after a tap, so before anything is sent.
      if (shopperId !== null) await askForNotices(['flash-sale-begins']);
      await asShopper(() => askReminder(slot));
      setAsked((before) => [...before, slotKey(slot)]);
      say(words.remindedSaid);
    } catch (error) {
      sayWhy(error);
    }
  };
  return { isAsked: (slot: FlashSlotAnswer) => asked.includes(slotKey(slot)), remind };
}
