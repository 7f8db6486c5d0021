import type { FlashSlotAnswer } from '@siyu/shared';
import { useEffect, useState } from 'react';
import { useSession } from '@/session/store';
import { readEarlyAccess } from './api';

/** How many minutes early this shopper is let into slots; asked only where somebody is. */
export function useEarlyMinutes(slots: readonly Pick<FlashSlotAnswer, 'early'>[]): number {
  const shopperId = useSession((state) => state.shopper?.id ?? null);
  const isOffered = slots.some(({ early }) => early.length > 0);
  const [minutes, setMinutes] = useState(0);
  useEffect(() => {
    if (shopperId === null || !isOffered) return;
    readEarlyAccess().then(
      (answer) => setMinutes(answer.minutes),
      // Whoever is not known to come early is told when everybody may.
      () => undefined,
    );
  }, [shopperId, isOffered]);
  return isOffered && shopperId !== null ? minutes : 0;
}
