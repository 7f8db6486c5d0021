import { useDidShow } from '@tarojs/taro';
import type { FlashPhase, FlashSlotAnswer } from '@siyu/shared';
import { useRef, useState } from 'react';
import { readFlashSaleOf } from '@/flash-sale/api';
import { phaseAt } from '@/flash-sale/slots';
import { useEarlyMinutes } from '@/flash-sale/use-early-minutes';
import { serverNow } from '@/platform/clock';
import { useLoaded } from '@/ui/use-loaded';

/** A flash sale of a product, and where it stands. */
export interface Flash {
  slot: FlashSlotAnswer;
  phase: FlashPhase;
  /** How many minutes early this shopper is let in. */
  earlyMinutes: number;
}

/**
 * The flash sale of a product; null without one, or while it cannot be asked for: the product is
 * sold as ever then. One that ends while it is looked at stays, and says that it is over.
 */
export function useFlash(productId: string): { flash: Flash | null; reload: () => void } {
  const { value, reload } = useLoaded(productId, () => readFlashSaleOf(productId));
  const first = useRef(true);
  // Whoever comes back from buying sees what is left.
  useDidShow(() => {
    if (!first.current) void reload();
    first.current = false;
  });
  const [slot, setSlot] = useState<FlashSlotAnswer | null>(null);
  const told = value?.slot ?? null;
  if (told !== null && told !== slot) setSlot(told);
  const earlyMinutes = useEarlyMinutes(slot === null ? [] : [slot]);
  if (slot === null) return { flash: null, reload };
  const soldOut = slot.goods.every((goods) => goods.soldOut);
  const phase = phaseAt(slot, soldOut, serverNow(), earlyMinutes);
  return { flash: { slot, phase, earlyMinutes }, reload };
}
