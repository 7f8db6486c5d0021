import { Inject, Injectable } from '@nestjs/common';
import type {
  InvitationReward,
  Invitations,
  Page,
  PageQuery,
  RewardGift,
  RewardState,
  ShownGift,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../../identity/shoppers.js';
import { Clock } from '../../platform/clock.js';
import { LiveCampaigns } from '../../promotions/campaigns/live-campaigns.js';
import { bindingAt } from '../binding/binding.store.js';
import { LiveProgramme } from '../programmes/live-programme.js';
import { progressOf, rewardsWhere } from '../rewards/reward-list.store.js';
import type { RewardRow } from '../rewards/reward.store.js';

/** What a coupon is called whose campaign is over. */
const COUPON = '优惠券';

/** Inviting as a shopper sees it: what it gives, what it came to, and who invited them. */
@Injectable()
export class InvitationPages {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly shoppers: Shoppers,
    private readonly live: LiveProgramme,
    private readonly campaigns: LiveCampaigns,
  ) {}

  async of(shopperId: string): Promise<Invitations> {
    const { friends, byState } = await progressOf(this.db.manager, shopperId);
    const count = (...states: RewardState[]) =>
      states.reduce((sum, state) => sum + (byState.get(state) ?? 0), 0);
    return {
      programme: await this.programme(),
      progress: {
        ...{ friends, pending: count('pending', 'held'), granted: count('granted') },
        voided: count('voided'),
      },
      boundTo: await this.boundTo(shopperId),
    };
  }

  /** The newest first. */
  async rewards(shopperId: string, query: PageQuery): Promise<Page<InvitationReward>> {
    const found = await rewardsWhere(this.db.manager, { ...query, shopperId });
    const page = found.slice(0, query.limit);
    const others = page.map((one) => otherOf(one));
    const masked = await this.shoppers.maskedPhonesOf(this.db.manager, others);
    const items = await Promise.all(
      page.map(async (one) => ({
        ...{ id: one.id, action: one.action, side: one.side, state: one.state },
        ...{ voidReason: one.voidReason, gift: await this.shown(one.gift) },
        friendMasked: masked.get(otherOf(one)) ?? null,
        dueAt: one.dueAt?.toISOString() ?? null,
        grantedAt: one.grantedAt?.toISOString() ?? null,
        createdAt: one.createdAt.toISOString(),
      })),
    );
    const nextCursor = found.length > query.limit ? (items.at(-1)?.id ?? null) : null;
    return { items, nextCursor };
  }

  private async programme(): Promise<Invitations['programme']> {
    const programme = await this.live.current();
    const now = this.clock.now();
    if (!programme) return null;
    const { startsAt, offers, ...input } = programme.input;
    if (now < new Date(startsAt) || now >= new Date(input.endsAt)) return null;
    const shown = offers.map(async ({ action, side, gift }) => ({
      ...{ action, side, gift: await this.shown(gift) },
    }));
    return { ...input, offers: await Promise.all(shown) };
  }

  private async boundTo(shopperId: string): Promise<Invitations['boundTo']> {
    const binding = await bindingAt(this.db.manager, shopperId, this.clock.now());
    if (binding?.owner.kind !== 'shopper') return null;
    const { id } = binding.owner;
    const masked = await this.shoppers.maskedPhonesOf(this.db.manager, [id]);
    return {
      phoneMasked: masked.get(id) ?? null,
      boundAt: binding.boundAt.toISOString(),
      validUntil: binding.validUntil.toISOString(),
    };
  }

  private async shown(gift: RewardGift): Promise<ShownGift> {
    if (gift.kind !== 'coupon') return gift;
    const campaign = await this.campaigns.find(gift.campaignId);
    return { kind: 'coupon', name: campaign?.input.name ?? COUPON };
  }
}

/** The one at the other end of an invitation. */
function otherOf({ side, friendId, inviterId }: RewardRow): string {
  return side === 'inviter' ? friendId : inviterId;
}
