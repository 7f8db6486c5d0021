import { Inject, Injectable } from '@nestjs/common';
import { growthAt, tierAt, tierOf, type GrowthAt } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Outbox } from '../../platform/outbox.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { growthOfMembers } from '../growth/growth-event.store.js';
import { lockDueMembers, type MemberRow } from '../members/member.store.js';
import { Rules, tierAtStep, type MembershipRules } from '../rules/membership-rules.js';
import './tier.events.js';
import type { TierNotice } from './tier.events.js';
import { setNoticed } from './tier.store.js';
import { growthIn, idsOf, Tiers } from './tiers.service.js';

const BATCH = 500;
const SWEEP_EVERY_MS = 60_000;

/**
 * Reviews tiers whose validity is over, and before that gives notice of what a review would lower.
 * The due date is a fact of the member, a batch is a transaction: killed, it goes on where it was.
 */
@Injectable()
export class ReviewTiersSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly tiers: Tiers,
    private readonly outbox: Outbox,
    sweeps: Sweeps,
  ) {
    sweeps.every('membership.review-tiers', SWEEP_EVERY_MS, () => this.sweep());
  }

  private sweep(): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const now = this.clock.now();
      const due = await lockDueMembers(tx, now, BATCH);
      const isOver = ({ tierUntil }: MemberRow) => tierUntil === null || tierUntil <= now;
      const by = await this.rules.read(tx);
      const over = due.filter(isOver);
      if (over.length > 0) await this.tiers.deriveAll(tx, over, by);
      await this.notice(
        tx,
        due.filter((member) => !isOver(member)),
        by.rules,
      );
      return due.length === BATCH;
    });
  }

  /** Whoever earns enough until then is not lowered after all; the notice says what is missing. */
  private async notice(tx: Tx, members: readonly MemberRow[], rules: MembershipRules) {
    if (members.length === 0) return;
    const events = await growthOfMembers(tx, idsOf(members));
    const notices = members.flatMap(
      (member) => noticeTo(member, growthIn(events, member), rules) ?? [],
    );
    await setNoticed(tx, idsOf(members));
    if (notices.length > 0) await this.outbox.add(tx, 'member.tier-notice', { notices });
  }
}

/** What to tell this member of the end of their period; null where the tier would be kept. */
function noticeTo(
  { shopperId, tier, tierUntil, joinedAt }: MemberRow,
  events: readonly GrowthAt[],
  rules: MembershipRules,
): TierNotice | null {
  const held = tierOf(rules.tiers, tier);
  if (!held || tierUntil === null) return null;
  const { step } = tierAt(events, rules, joinedAt, tierUntil);
  if (step >= rules.tiers.indexOf(held)) return null;
  return {
    shopperId,
    tierName: held.name,
    toName: tierAtStep(rules, step).name,
    until: tierUntil.toISOString(),
    missingGrowth: held.keepThreshold - growthAt(events, rules, tierUntil),
  };
}
