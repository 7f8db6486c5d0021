import type { PromotionRule } from './offer.js';
import type { Slot } from './schedule.js';
import { sellAtSpecialPrice, type SpecialPrice } from './special-price.js';

/** Goods set apart at a price, a slot long; sold by their own page, one SKU an order. */
export interface FlashSaleRule {
  prices: readonly (SpecialPrice & { stock: number })[];
  /** Units of one shopper over all their orders, unpaid ones counted. */
  perPersonMax: number;
  payWithinMinutes: number;
}

export const flashSale: PromotionRule<FlashSaleRule> = (offer, lines) =>
  sellAtSpecialPrice(offer, offer.rule.prices, lines);

/** Where a slot's goods stand for whoever looks at them. */
export const FLASH_PHASES = ['before', 'preheat', 'on', 'sold-out', 'ended'] as const;
export type FlashPhase = (typeof FLASH_PHASES)[number];

export interface FlashSlot extends Slot {
  /** From when it is announced and a reminder can be asked for. */
  preheatFrom: Date;
  soldOut: boolean;
}

/** Before → preheat → on → sold out or ended; units that come back put it on again (case 22). */
export function flashPhase(slot: FlashSlot, now: Date): FlashPhase {
  if (slot.endsAt <= now) return 'ended';
  if (slot.startsAt <= now) return slot.soldOut ? 'sold-out' : 'on';
  return slot.preheatFrom <= now ? 'preheat' : 'before';
}

/** Milliseconds a countdown shows: until it starts, then until it ends; null once it is over. */
export function flashCountdownMs({ startsAt, endsAt }: Slot, now: Date): number | null {
  if (endsAt <= now) return null;
  return (now < startsAt ? startsAt : endsAt).getTime() - now.getTime();
}

/**
 * Now by the server's clock, on a device whose own may be wrong: what has passed on the device
 * since the server told its time. Both `…AtMs` come from the device, by a clock that only runs on.
 */
export function serverNow(
  told: { serverTime: Date; receivedAtMs: number },
  deviceAtMs: number,
): Date {
  return new Date(told.serverTime.getTime() + (deviceAtMs - told.receivedAtMs));
}
