import { Inject, Injectable } from '@nestjs/common';
import {
  beijingMonth,
  GROWTH_SOURCES,
  minutesAfter,
  multiplierOf,
  paidFenFor,
  tierOf,
  type GrowthEvent,
  type MemberCard,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { LoginListeners } from '../../identity/login-listeners.js';
import { registeredAt } from '../../identity/registered-at.js';
import { Clock } from '../../platform/clock.js';
import { HotDatabase } from '../../platform/hot-database.js';
import { pageOf, shownPage } from '../../platform/page.js';
import type { Tx } from '../../platform/transaction.js';
import { Promotions } from '../../promotions/campaigns/promotions.service.js';
import { usesIn } from '../benefits/benefit-use.store.js';
import { MemberBenefits } from '../benefits/member-benefits.service.js';
import {
  growthHistory,
  growthOfMembers,
  type GrowthEventRow,
} from '../growth/growth-event.store.js';
import { Growth } from '../growth/growth.service.js';
import {
  Rules,
  tierAtStep,
  type MembershipRules,
  type VersionedRules,
} from '../rules/membership-rules.js';
import { standingBy, type MemberStanding } from '../tiers/derived.js';
import { cardBenefit, ladderBenefit } from './card-benefit.js';
import { findMember, type MemberRow } from './member.store.js';

/** Whoever registered so lately has their row made as they log in; anybody else, when needed. */
const JUST_NOW_MINUTES = 1;

/** What members see of themselves. */
@Injectable()
export class Members {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly hot: HotDatabase,
    private readonly promotions: Promotions,
    private readonly rules: Rules,
    private readonly benefits: MemberBenefits,
    private readonly growth: Growth,
    logins: LoginListeners,
  ) {
    logins.add((tx, { shopperId }) => this.join(tx, shopperId));
  }

  /** Where a shopper stands, what is missing, and what they have. */
  async card(shopperId: string): Promise<MemberCard> {
    const now = this.clock.now();
    const current = await this.rules.current();
    const [found, growth, uses, savedFen] = await this.hot.reading((db) =>
      Promise.all([
        findMember(db, shopperId),
        growthOfMembers(db, [shopperId]),
        usesIn(db, shopperId, beijingMonth(now)),
        this.promotions.savedByMembership(db, shopperId),
      ]),
    );
    const member = found ?? this.unborn(shopperId, current);
    const standing = standingBy(member, growth.get(shopperId) ?? [], current, now);
    const held = await this.benefits.heldBy(
      this.db.manager,
      { ...member, ...fresh(standing) },
      now,
    );
    return {
      ...placeOn(current.rules, standing, multiplierOf(held, 'growth-multiplier')),
      benefits: held.map((one) => cardBenefit(one, uses)),
      savedFen,
      profile: { nickname: member.nickname, birthday: member.birthday },
    };
  }

  /** Growth given and taken back, last recorded first. */
  async history(shopperId: string, query: PageQuery): Promise<Page<GrowthEvent>> {
    const { cursor, limit } = query;
    const found = await growthHistory(this.db.manager, shopperId, { cursor, limit: limit + 1 });
    return shownPage(pageOf(found, limit), shownGrowth);
  }

  /** A member's row; of whoever has none yet, the one they would get. */
  async find(shopperId: string): Promise<MemberRow> {
    const found = await findMember(this.db.manager, shopperId);
    return found ?? this.unborn(shopperId, await this.rules.current());
  }

  private unborn(shopperId: string, { rules, ladderVersion }: VersionedRules): MemberRow {
    const joinedAt = registeredAt(shopperId);
    return {
      ...{ shopperId, tier: tierAtStep(rules, 0).id, tierSince: joinedAt, tierUntil: null },
      ...{ ladderVersion, growth: 0, noticedUntil: null, nickname: null, birthday: null, joinedAt },
    };
  }

  private async join(tx: Tx, shopperId: string): Promise<void> {
    const isNew = this.clock.now() < minutesAfter(registeredAt(shopperId), JUST_NOW_MINUTES);
    if (isNew) await this.growth.lock(tx, shopperId);
  }
}

export function shownGrowth(event: GrowthEventRow): GrowthEvent {
  const { source, growth, at, recordedAt, orderId, takesBack } = event;
  return {
    source: GROWTH_SOURCES.find((known) => known === source) ?? 'adjustment',
    ...{ growth, at: at.toISOString(), recordedAt: recordedAt.toISOString(), orderId },
    isTakenBack: takesBack !== null,
  };
}

/** A row that says what was derived, so that it need not be derived again. */
function fresh({ tier, since, until }: MemberStanding) {
  return { tier, tierSince: since, tierUntil: until };
}

/** The tier, and what is missing to keep it and to reach the next. */
function placeOn(
  rules: MembershipRules,
  { tier: tierId, since, until, growth }: MemberStanding,
  multiplierBps: number,
) {
  const tier = tierOf(rules.tiers, tierId) ?? tierAtStep(rules, 0);
  const next = rules.tiers[rules.tiers.indexOf(tier) + 1];
  const shown = ({ id, name, threshold }: typeof tier) => ({ id, name, threshold });
  const missingGrowth = Math.max(0, (next?.threshold ?? 0) - growth);
  const missingFen = paidFenFor(missingGrowth, rules.growth.sources.purchase, multiplierBps);
  return {
    ...{ tier: shown(tier), growth },
    tiers: rules.tiers.map((one) => ({ ...shown(one), benefits: one.benefits.map(ladderBenefit) })),
    ...{ tierSince: since.toISOString(), tierUntil: until?.toISOString() ?? null },
    missingToKeep: until === null ? null : Math.max(0, tier.keepThreshold - growth),
    next: next ? { tier: shown(next), missingGrowth, missingFen } : null,
  };
}
