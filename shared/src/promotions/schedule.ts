import { minutesAfter } from '../beijing-time.js';
import type { Moves } from '../moves.js';

/** A stretch of time in which a campaign is live: from `startsAt` on, until before `endsAt`. */
export interface Slot {
  startsAt: Date;
  endsAt: Date;
}

/** What an operator has decided of a campaign. */
export const CAMPAIGN_STATES = ['draft', 'published', 'paused', 'ended'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** Every legal move; an ended campaign is cloned, never revived. */
export const CAMPAIGN_MOVES: Moves<CampaignState> = {
  draft: ['published', 'ended'],
  published: ['paused', 'ended'],
  paused: ['published', 'ended'],
  ended: [],
};

/** Whether a campaign may go from one state to another. */
export function mayMoveCampaign(from: CampaignState, to: CampaignState): boolean {
  return CAMPAIGN_MOVES[from].includes(to);
}

/** Where a campaign stands: what the operator decided, and what the clock says. */
export const CAMPAIGN_PHASES = ['draft', 'scheduled', 'live', 'paused', 'ended'] as const;
export type CampaignPhase = (typeof CAMPAIGN_PHASES)[number];

/**
 * Draft → scheduled → live ⇄ paused → ended. Derived, so that no campaign starts late or outlives
 * its end for want of a job (case 22: the server's clock decides). Between two slots it is
 * scheduled.
 */
export function campaignPhase(
  state: CampaignState,
  slots: readonly Slot[],
  now: Date,
): CampaignPhase {
  if (state === 'draft' || state === 'ended') return state;
  if (slots.every((slot) => slot.endsAt <= now)) return 'ended';
  if (state === 'paused') return 'paused';
  return liveSlot(slots, now) ? 'live' : 'scheduled';
}

/** The slot that runs now, or null. */
export function liveSlot(slots: readonly Slot[], now: Date): Slot | null {
  return slots.find((slot) => slot.startsAt <= now && now < slot.endsAt) ?? null;
}

/** The next slot to begin, or null. */
export function nextSlot(slots: readonly Slot[], now: Date): Slot | null {
  return slots.find((slot) => now < slot.startsAt) ?? null;
}

/** The slot open to whoever is let in so many minutes early: the one that runs, or the next. */
export function openSlot(slots: readonly Slot[], now: Date, earlyMinutes: number): Slot | null {
  const running = liveSlot(slots, now);
  const next = nextSlot(slots, now);
  return running ?? (next && opensAt(next, earlyMinutes) <= now ? next : null);
}

/** When a slot opens to whoever is let in so many minutes early. */
export function opensAt({ startsAt }: Pick<Slot, 'startsAt'>, earlyMinutes: number): Date {
  return minutesAfter(startsAt, -earlyMinutes);
}
