import { Inject, Injectable } from '@nestjs/common';
import {
  covers,
  refusalToClaimCoupon,
  type ClaimableCoupon,
  type Page,
  type PageQuery,
  type RefusalCode,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { SkuPlaces } from '../../catalog/sku-places.js';
import { Clock } from '../../platform/clock.js';
import { pageOf } from '../../platform/page.js';
import { Audiences, refusalOfAudience } from '../campaigns/audience.js';
import { LiveCampaigns, type LiveCampaign } from '../campaigns/live-campaigns.js';
import { hadOf } from './coupon-list.store.js';
import { termsOf } from './coupon-wallet.service.js';
import { stocksOf, type CouponInput } from './coupon.store.js';
import { isCoupon } from './coupons.service.js';

const OF_PRODUCT_MAX = 20;
type CouponCampaign = LiveCampaign<CouponInput>;

/** What may be claimed by whoever comes, and how it stands towards who asks. */
@Injectable()
export class CouponCentre {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly live: LiveCampaigns,
    private readonly places: SkuPlaces,
    private readonly audiences: Audiences,
  ) {}

  /** Public live coupons, the higher priority first; `shopperId` is null without a session. */
  async list(
    shopperId: string | null,
    { cursor, limit }: PageQuery,
  ): Promise<Page<ClaimableCoupon>> {
    const all = await this.publicOnes();
    const from = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
    const { items, nextCursor } = pageOf(all.slice(from), limit);
    return { items: await this.towards(shopperId, items), nextCursor };
  }

  /** Those that cover a SKU of this product, for its page. */
  async ofProduct(shopperId: string | null, productId: string): Promise<ClaimableCoupon[]> {
    const all = await this.publicOnes();
    if (all.length === 0) return [];
    const skus = await this.places.ofProduct(this.db.manager, productId);
    const covering = all.filter(({ input }) => skus.some((sku) => covers(input.scope, sku)));
    return this.towards(shopperId, covering.slice(0, OF_PRODUCT_MAX));
  }

  private async publicOnes(): Promise<CouponCampaign[]> {
    const live = (await this.live.at(this.clock.now())).filter(isCoupon);
    return live
      .filter(({ input }) => input.rule.claim === 'public')
      .sort((a, b) => b.input.priority - a.input.priority || (a.id < b.id ? 1 : -1));
  }

  private async towards(
    shopperId: string | null,
    campaigns: readonly CouponCampaign[],
  ): Promise<ClaimableCoupon[]> {
    const ids = campaigns.map(({ id }) => id);
    const stocks = await stocksOf(this.db.manager, ids);
    const had = shopperId
      ? await hadOf(this.db.manager, shopperId, ids)
      : new Map<string, number>();
    const notMeant = await this.notMeant(shopperId, campaigns);
    return campaigns.map((campaign) =>
      this.view(campaign, {
        ...(stocks.get(campaign.id) ?? { stock: 1, issued: 1 }),
        had: had.get(campaign.id) ?? 0,
        notMeant: notMeant(campaign),
      }),
    );
  }

  /** Whoever has no session may be meant: the claim will tell. */
  private async notMeant(
    shopperId: string | null,
    campaigns: readonly CouponCampaign[],
  ): Promise<(campaign: CouponCampaign) => RefusalCode | null> {
    if (!shopperId) return () => null;
    const who = { shopperId, now: this.clock.now() };
    const asked = campaigns.map(({ input }) => input.audience);
    const standing = await this.audiences.standingOf(this.db.manager, who, asked);
    return ({ input }) => refusalOfAudience(input.audience, standing);
  }

  private view(
    { id, input, slot }: CouponCampaign,
    counts: { stock: number; issued: number; had: number; notMeant: RefusalCode | null },
  ): ClaimableCoupon {
    const { validity, perPersonMax, claim } = input.rule;
    const { stock, issued, had, notMeant } = counts;
    const facts = { by: 'public' as const, claim, phase: 'live' as const, perPersonMax };
    const validUntil = validity.kind === 'fixed' ? new Date(validity.until) : null;
    const asked = { ...facts, validUntil, notMeant, had, left: stock - issued };
    return {
      ...termsOf(id, input),
      validity,
      claimEndsAt: slot.endsAt.toISOString(),
      perPersonMax,
      had,
      takenBps: Math.floor((issued * 10_000) / stock),
      refusal: refusalToClaimCoupon(asked, this.clock.now()),
    };
  }
}
