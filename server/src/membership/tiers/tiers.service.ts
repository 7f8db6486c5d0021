import { Injectable } from '@nestjs/common';
import type { GrowthAt } from '@siyu/shared';
import { Clock } from '../../platform/clock.js';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { growthOfMembers } from '../growth/growth-event.store.js';
import type { MemberRow } from '../members/member.store.js';
import {
  Rules,
  tierAtStep,
  type MembershipRules,
  type VersionedRules,
} from '../rules/membership-rules.js';
import { derived, isBelow } from './derived.js';
import './tier.events.js';
import type { TierChange } from './tier.events.js';
import { updateTiers, type TierRow } from './tier.store.js';

/** Brings members' rows to what the fold of their growth says now. */
@Injectable()
export class Tiers {
  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly outbox: Outbox,
  ) {}

  /**
   * One member, whose row is locked. The rules are read after that: a run of newer ones then comes
   * to this row later.
   */
  async derive(tx: Tx, member: MemberRow): Promise<TierRow | undefined> {
    return (await this.deriveAll(tx, [member], await this.rules.read(tx)))[0];
  }

  /** All of these, whose rows are locked, by two statements, and one where tiers change. */
  async deriveAll(
    tx: Tx,
    members: readonly MemberRow[],
    by: Omit<VersionedRules, 'version'>,
  ): Promise<TierRow[]> {
    const now = this.clock.now();
    const events = await growthOfMembers(tx, idsOf(members));
    const after = members.map((one) => derived(one, growthIn(events, one), by, now));
    await updateTiers(tx, after);
    await this.announce(tx, changesOf(members, after, { rules: by.rules, now }));
    return after;
  }

  private async announce(tx: Tx, changes: TierChange[]): Promise<void> {
    if (changes.length > 0) await this.outbox.add(tx, 'member.tier-changed', { changes });
  }
}

export function idsOf(members: readonly Pick<MemberRow, 'shopperId'>[]): string[] {
  return members.map(({ shopperId }) => shopperId);
}

export function growthIn(
  events: ReadonlyMap<string, GrowthAt[]>,
  { shopperId }: Pick<MemberRow, 'shopperId'>,
): GrowthAt[] {
  return events.get(shopperId) ?? [];
}

/** Of these members, those whose tier is another now. */
function changesOf(
  before: readonly MemberRow[],
  after: readonly TierRow[],
  { rules, now }: { rules: MembershipRules; now: Date },
): TierChange[] {
  return before.flatMap(({ shopperId, tier: from }, at) => {
    const to = after[at]?.tier ?? from;
    if (to === from) return [];
    const step = rules.tiers.findIndex((tier) => tier.id === to);
    const toName = tierAtStep(rules, step).name;
    const isLower = isBelow(rules, to, from);
    return [{ shopperId, from, to, toName, isLower, at: now.toISOString() }];
  });
}
