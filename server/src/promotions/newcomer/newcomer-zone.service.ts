import { Inject, Injectable } from '@nestjs/common';
import {
  isInNewcomerWindow,
  newcomerUntil,
  type NewcomerStanding,
  type NewcomerZone,
  type QuotedSku,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { SkuFacts } from '../../catalog/sku-facts.js';
import { registeredAt } from '../../identity/registered-at.js';
import { Clock } from '../../platform/clock.js';
import { LiveCampaigns, type LiveCampaign } from '../campaigns/live-campaigns.js';
import type { CampaignOf } from '../campaigns/promotion-kinds.js';
import { FirstOrderStatus } from './newcomer-status.js';

type Campaign = CampaignOf<'newcomer'>;
type ZoneOffer = NewcomerZone['offers'][number];

/** The newcomer zone: what a first order gets, and whether it is still to be had. */
@Injectable()
export class NewcomerZones {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly live: LiveCampaigns,
    private readonly skus: SkuFacts,
    private readonly status: FirstOrderStatus,
  ) {}

  /** As it stands towards this shopper; without one, as it would towards a newcomer. */
  async show(shopperId: string | null): Promise<NewcomerZone> {
    const now = this.clock.now();
    const live = await this.live.at(now);
    const campaigns = live.filter(isNewcomers);
    const skuIds = campaigns.flatMap(({ input }) => input.rule.prices.map((one) => one.skuId));
    const facts = await this.skus.find(this.db.manager, skuIds);
    const offers: ZoneOffer[] = [];
    for (const campaign of campaigns) {
      const standing = shopperId === null ? null : await this.standingOf(shopperId, campaign, now);
      offers.push(offerOf(campaign, { shopperId, standing, facts, live }));
    }
    return { now: now.toISOString(), offers };
  }

  private async standingOf(
    shopperId: string,
    { input: { rule } }: Campaign,
    now: Date,
  ): Promise<NewcomerStanding> {
    if (!isInNewcomerWindow(registeredAt(shopperId), rule, now)) return 'window-over';
    const how = { refundedCounts: rule.refundedOrderCounts };
    const db = this.db.manager;
    const isFirst = await this.status.isNewcomer(db, shopperId, now, null, how);
    return isFirst ? 'entitled' : 'ordered';
  }
}

interface Seen {
  shopperId: string | null;
  standing: NewcomerStanding | null;
  facts: ReadonlyMap<string, QuotedSku>;
  live: readonly LiveCampaign[];
}

function offerOf({ id, input, slot }: Campaign, seen: Seen): ZoneOffer {
  const { windowDays, perPersonMax, freesFreight, newcomersOnly } = input.rule;
  return {
    ...{ campaignId: id, name: input.name, standing: seen.standing },
    ...{ windowDays, perPersonMax, freesFreight, newcomersOnly },
    until: untilOf(seen, windowDays, slot.endsAt),
    goods: input.rule.prices.flatMap(({ skuId, priceFen }) => {
      const sku = seen.facts.get(skuId);
      return sku?.onSale ? [goodsOf(sku, priceFen)] : [];
    }),
    coupons: input.rule.couponCampaignIds.flatMap((couponCampaignId) => {
      const found = seen.live.find((one) => one.id === couponCampaignId);
      if (found?.input.kind !== 'coupon') return [];
      const { benefit, minimumFen, validity } = found.input.rule;
      return { campaignId: found.id, name: found.input.name, benefit, minimumFen, validity };
    }),
  };
}

/** What ends first: the window, or the campaign. */
function untilOf({ shopperId, standing }: Seen, windowDays: number, endsAt: Date): string | null {
  if (shopperId === null || standing !== 'entitled') return null;
  const until = newcomerUntil(registeredAt(shopperId), { windowDays });
  return (until < endsAt ? until : endsAt).toISOString();
}

function goodsOf(sku: QuotedSku, priceFen: QuotedSku['unitPriceFen']): ZoneOffer['goods'][number] {
  const { skuId, productId, title, optionText, pictureUrl, unitPriceFen, stock } = sku;
  return {
    ...{ skuId, productId, title, optionText, pictureUrl, priceFen },
    ...{ ordinaryPriceFen: unitPriceFen, soldOut: stock === 0 },
  };
}

function isNewcomers(campaign: LiveCampaign): campaign is Campaign {
  return campaign.input.kind === 'newcomer';
}
