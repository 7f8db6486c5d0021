import { flashPhase, opensAt, type FlashPhase, type FlashSlotAnswer } from '@siyu/shared';

/**
 * Where a slot, or one of its goods, stands at an instant of the server's clock for whoever is let
 * in so many minutes early.
 */
export function phaseAt(
  slot: FlashSlotAnswer,
  soldOut: boolean,
  now: Date,
  earlyMinutes = 0,
): FlashPhase {
  return flashPhase(
    {
      ...{ startsAt: openingOf(slot, earlyMinutes), endsAt: new Date(slot.endsAt) },
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

/** When a slot opens to whoever is let in so many minutes early. */
export function openingOf({ startsAt }: Pick<FlashSlotAnswer, 'startsAt'>, minutes: number): Date {
  return opensAt({ startsAt: new Date(startsAt) }, minutes);
}

/** Where early access stands: how many minutes, for the shopper or else the first of all members. */
export interface EarlyStanding {
  minutes: number;
  isOwn: boolean;
  opensAt: Date;
  isOpen: boolean;
}

/** What is to be said of early access to a slot at an instant; null once the slot is open to all. */
export function earlyStanding(
  slot: Pick<FlashSlotAnswer, 'startsAt' | 'early'>,
  ownMinutes: number,
  now: Date,
): EarlyStanding | null {
  const minutes = ownMinutes > 0 ? ownMinutes : (slot.early[0]?.minutes ?? 0);
  if (minutes === 0 || now >= new Date(slot.startsAt)) return null;
  const opening = openingOf(slot, minutes);
  return { minutes, isOwn: ownMinutes > 0, opensAt: opening, isOpen: opening <= now };
}
