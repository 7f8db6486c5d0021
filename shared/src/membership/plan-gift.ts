import type { RefusalCode } from '../refusal.js';

/** Days for which a gift of a plan waits to be accepted, where the plan says nothing else. */
export const GIFT_DAYS = 14;

/**
 * A plan that was paid for so that a friend has its term. Nothing moves its state on: it follows
 * from dates and the clock, as that of a term does.
 */
export interface PlanGift {
  /** The first instant at which it cannot be accepted any more. */
  expiresAt: Date;
  acceptedAt: Date | null;
  /** When its money went back. */
  endedAt: Date | null;
}

/**
 * `taken-back`: the giver asked for the money before anybody accepted. `expired`: nobody accepted
 * in time, and the money goes back by itself. `refunded`: the shop gave it back since.
 */
export const PLAN_GIFT_STATES = [
  'waiting',
  'accepted',
  'taken-back',
  'expired',
  'refunded',
] as const;
export type PlanGiftState = (typeof PLAN_GIFT_STATES)[number];

export function planGiftState(
  { expiresAt, acceptedAt, endedAt }: PlanGift,
  now: Date,
): PlanGiftState {
  if (acceptedAt !== null) return endedAt === null ? 'accepted' : 'refunded';
  const at = endedAt ?? now;
  if (at >= expiresAt) return 'expired';
  return endedAt === null ? 'waiting' : 'taken-back';
}

/** Why this shopper may not accept it, or null. Button and server ask the same. */
export function refusalToAccept(
  gift: PlanGift & { giverId: string },
  shopperId: string,
  now: Date,
): RefusalCode | null {
  if (gift.giverId === shopperId) return 'PLAN_GIFT_OWN';
  return planGiftState(gift, now) === 'waiting' ? null : 'PLAN_GIFT_STATE';
}
