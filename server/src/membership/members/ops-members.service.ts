import { Inject, Injectable } from '@nestjs/common';
import {
  growthAt,
  tierOf,
  type GrowthEvent,
  type MemberDetail,
  type MemberRow as ShownMember,
  type MemberSearch,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../../identity/shoppers.js';
import { Clock } from '../../platform/clock.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { Promotions } from '../../promotions/campaigns/promotions.service.js';
import { CouponWallet } from '../../promotions/coupon/coupon-wallet.service.js';
import { growthOfMembers } from '../growth/growth-event.store.js';
import { Rules, type VersionedRules } from '../rules/membership-rules.js';
import { derived } from '../tiers/derived.js';
import { growthIn, idsOf } from '../tiers/tiers.service.js';
import { membersAfter, membersWhere, type MemberRow } from './member.store.js';
import { MemberPartsRegistry } from './member-parts.js';
import { Members } from './members.service.js';

const PAGE = 500;

/** What operators see of members. */
@Injectable()
export class OpsMembers {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
    private readonly promotions: Promotions,
    private readonly rules: Rules,
    private readonly members: Members,
    private readonly parts: MemberPartsRegistry,
    private readonly coupons: CouponWallet,
  ) {}

  /** A page of members, newest first. */
  async search({
    phone,
    shopperId,
    tier,
    cursor,
    limit,
  }: MemberSearch): Promise<Page<ShownMember>> {
    const db = this.db.manager;
    const ofPhone = phone === undefined ? undefined : await this.shoppers.idsOfPhone(db, phone);
    const found = await membersWhere(
      db,
      [
        ['shopper_id IN (?)', ofPhone?.length === 0 ? [''] : ofPhone],
        ['shopper_id = ?', shopperId],
        ['tier = ?', tier],
        ['shopper_id < ?', cursor],
      ],
      limit + 1,
    );
    const { items, nextCursor } = pageOf(found, limit, (member) => member.shopperId);
    return { items: await this.shown(items), nextCursor };
  }

  /** All members by id, a page at a time. */
  async *everyone(): AsyncGenerator<(ShownMember & Pick<MemberDetail, 'profile'>)[]> {
    for (let after = ''; ;) {
      const members = await membersAfter(this.db.manager, after, PAGE);
      const shown = await this.shown(members);
      yield shown.map((row, at) => ({
        ...row,
        profile: { nickname: row.nickname, birthday: members[at]?.birthday ?? null },
      }));
      if (members.length < PAGE) return;
      after = members.at(-1)?.shopperId ?? '';
    }
  }

  /** @throws Refusal MEMBER_NOT_FOUND */
  async show(shopperId: string): Promise<MemberDetail> {
    const member = await this.existing(shopperId);
    const [row] = await this.shown([member]);
    if (!row) throw new Refusal('MEMBER_NOT_FOUND');
    return {
      ...row,
      profile: { nickname: member.nickname, birthday: member.birthday },
      growthEver: member.growth,
      savedFen: await this.promotions.savedByMembership(this.db.manager, shopperId),
      coupons: await this.coupons.counts(shopperId),
      ...(await this.parts.of(shopperId)),
    };
  }

  /** @throws Refusal MEMBER_NOT_FOUND */
  async history(shopperId: string, query: PageQuery): Promise<Page<GrowthEvent>> {
    await this.existing(shopperId);
    return this.members.history(shopperId, query);
  }

  private async existing(shopperId: string): Promise<MemberRow> {
    const isThere = await this.shoppers.exists(this.db.manager, shopperId);
    if (!isThere) throw new Refusal('MEMBER_NOT_FOUND');
    return this.members.find(shopperId);
  }

  /** As they stand now, in two statements for all of them. */
  private async shown(members: readonly MemberRow[]): Promise<ShownMember[]> {
    const db = this.db.manager;
    const [current, now] = [await this.rules.current(), this.clock.now()];
    const events = await growthOfMembers(db, idsOf(members));
    const phones = await this.shoppers.maskedPhonesOf(db, idsOf(members));
    return members.map((member) => ({
      ...standing(member, growthIn(events, member), current, now),
      ...{ shopperId: member.shopperId, nickname: member.nickname },
      phoneMasked: phones.get(member.shopperId) ?? null,
      joinedAt: member.joinedAt.toISOString(),
    }));
  }
}

function standing(
  member: MemberRow,
  events: Parameters<typeof derived>[1],
  current: VersionedRules,
  now: Date,
) {
  const { tier, tierSince, tierUntil } = derived(member, events, current, now);
  return {
    tier: { id: tier, name: tierOf(current.rules.tiers, tier)?.name ?? tier },
    growth: growthAt(events, current.rules, now),
    tierSince: tierSince.toISOString(),
    tierUntil: tierUntil?.toISOString() ?? null,
  };
}
