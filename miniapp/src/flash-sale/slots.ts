import { flashPhase, type FlashPhase, type FlashSlotAnswer } from '@siyu/shared';

/** Where a slot, or one of its goods, stands at an instant of the server's clock. */
export function phaseAt(slot: FlashSlotAnswer, soldOut: boolean, now: Date): FlashPhase {
  return flashPhase(
    {
      ...{ startsAt: new Date(slot.startsAt), endsAt: new Date(slot.endsAt) },
      ...{ preheatFrom: new Date(slot.preheatFrom), soldOut },
    },
    now,
  );
}

/** A campaign may run twice a day, and two campaigns may begin together. */
export function slotKey({
  campaignId,
  startsAt,
}: Pick<FlashSlotAnswer, 'campaignId' | 'startsAt'>) {
  return `${campaignId} ${startsAt}`;
}

/** The slot to look at first: the one that runs, else the next, else the one just over. */
export function firstSlot(slots: readonly FlashSlotAnswer[], now: Date): FlashSlotAnswer | null {
  const ahead = slots.find((slot) => phaseAt(slot, false, now) !== 'ended');
  return ahead ?? slots.at(-1) ?? null;
}

/** What a slot counts down to; null once it is over. */
export function nextInstant(slot: FlashSlotAnswer, now: Date): string | null {
  if (now >= new Date(slot.endsAt)) return null;
  return now < new Date(slot.startsAt) ? slot.startsAt : slot.endsAt;
}
