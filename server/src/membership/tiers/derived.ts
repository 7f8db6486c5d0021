import { growthAt, reviewAt, tierAt, type GrowthAt } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { growthOfMembers } from '../growth/growth-event.store.js';
import type { MemberRow } from '../members/member.store.js';
import {
  tierAtStep,
  type MembershipRules,
  type VersionedRules,
} from '../rules/membership-rules.js';
import type { TierRow } from './tier.store.js';

type Db = Pick<EntityManager, 'query'>;

/** What the fold makes of a member's growth: what their row should say. */
export function derived(
  member: Pick<MemberRow, 'shopperId' | 'joinedAt' | 'noticedUntil'>,
  events: readonly GrowthAt[],
  { rules, ladderVersion }: Omit<VersionedRules, 'version'>,
  now: Date,
): TierRow {
  const { step, since, until } = tierAt(events, rules, member.joinedAt, now);
  return {
    shopperId: member.shopperId,
    tier: tierAtStep(rules, step).id,
    tierSince: since,
    tierUntil: until,
    reviewAt: reviewAt({ until }, rules, member.noticedUntil),
    growth: events.reduce((sum, event) => sum + event.growth, 0),
    ladderVersion,
  };
}

/** Where a member stands now, for who only reads. */
export interface MemberStanding {
  tier: string;
  since: Date;
  until: Date | null;
  /** Growth that counts now. */
  growth: number;
}

/** With the growth that counts, for which all of it is read. */
export async function standingOf(
  db: Db,
  member: MemberRow,
  current: VersionedRules,
  now: Date,
): Promise<MemberStanding> {
  const events = (await growthOfMembers(db, [member.shopperId])).get(member.shopperId) ?? [];
  return standingBy(member, events, current, now);
}

/** The same where the growth is known. */
export function standingBy(
  member: MemberRow,
  events: readonly GrowthAt[],
  current: VersionedRules,
  now: Date,
): MemberStanding {
  const { tier, tierSince, tierUntil } = derived(member, events, current, now);
  const growth = growthAt(events, current.rules, now);
  return { tier, since: tierSince, until: tierUntil, growth };
}

/** The tier alone: what the row says, unless its time is over or the ladder is another by now. */
export async function currentTier(
  db: Db,
  member: MemberRow,
  current: VersionedRules,
  now: Date,
): Promise<string> {
  const tiers = await currentTiers(db, [member], current, now);
  return tiers.get(member.shopperId) ?? member.tier;
}

/** The same of many; the growth of those whose row is old is read in one statement. */
export async function currentTiers(
  db: Db,
  members: readonly MemberRow[],
  current: VersionedRules,
  now: Date,
): Promise<Map<string, string>> {
  const tiers = new Map(members.map(({ shopperId, tier }) => [shopperId, tier]));
  const old = members.filter(
    ({ tierUntil, ladderVersion }) =>
      (tierUntil !== null && tierUntil <= now) || ladderVersion !== current.ladderVersion,
  );
  if (old.length === 0) return tiers;
  const ids = old.map(({ shopperId }) => shopperId);
  const growth = await growthOfMembers(db, ids);
  for (const member of old) {
    const events = growth.get(member.shopperId) ?? [];
    tiers.set(member.shopperId, derived(member, events, current, now).tier);
  }
  return tiers;
}

/** Whether one tier stands below another; a tier that is gone stands below all. */
export function isBelow({ tiers }: MembershipRules, one: string, other: string): boolean {
  const step = (id: string) => tiers.findIndex((tier) => tier.id === id);
  return step(one) < step(other);
}
