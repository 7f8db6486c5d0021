import { Inject, Injectable } from '@nestjs/common';
import { campaignDays, campaignTotal, STAGE_OF_KIND, type CampaignReport } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Campaigns } from '../promotions/campaigns/campaigns.service.js';
import { PromotionKinds } from '../promotions/campaigns/promotion-kinds.js';
import { countOrders, countReached } from './campaign-report.store.js';

/** What campaigns did, read from orders as they stand. */
@Injectable()
export class CampaignReports {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly kinds: PromotionKinds,
  ) {}

  /** In four statements at most, however long it ran. @throws Refusal CAMPAIGN_NOT_FOUND */
  async of(campaignId: string): Promise<CampaignReport> {
    const db = this.db.manager;
    const now = this.clock.now();
    const { campaign } = await this.campaigns.show(campaignId);
    const { kind, name, budgetFen } = campaign;
    // A price that is lowered after it was paid is that of the campaign that had set it.
    const rebates = STAGE_OF_KIND[kind] === 'price';
    const parts = [
      ...(await countOrders(db, campaignId, { rebates })),
      ...(await countReached(db, campaignId)),
    ];
    const asked = { id: campaignId, input: campaign };
    const ofKind = (await this.kinds.of(kind).report?.(db, asked, now)) ?? null;
    return {
      ...{ campaignId, name, kind, budgetFen, at: now.toISOString() },
      total: campaignTotal(parts),
      days: campaignDays(parts),
      ofKind,
    };
  }
}
