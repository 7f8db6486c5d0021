import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  campaignPreviewRequestSchema,
  idSchema,
  isSoldOnItsOwnPage,
  quoteSchema,
  type CampaignPreviewRequest,
  type Quote,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Shoppers } from '../identity/shoppers.js';
import { Needs } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Refusal } from '../platform/refusal.js';
import { Refuses } from '../platform/refuses.js';
import { LiveCampaigns } from '../promotions/campaigns/live-campaigns.js';
import { Pricing } from './pricing.service.js';

@ApiTags('ops: campaigns')
@Controller('ops/campaigns')
export class PricingOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly shoppers: Shoppers,
    private readonly live: LiveCampaigns,
    private readonly pricing: Pricing,
  ) {}

  /**
   * Beside all that is live then, and with nothing of its limits used. Writes nothing.
   * CAMPAIGN_NOT_LIVE when none of its slots runs then.
   */
  @Post(':id/preview')
  @HttpCode(200)
  @Needs('campaigns.read')
  @ApiOperation({
    summary: 'What a shopper would pay at a time, as if the campaign were published',
  })
  @Answers(quoteSchema)
  @Refuses('CAMPAIGN_NOT_FOUND', 'CAMPAIGN_NOT_LIVE', 'NOT_FOUND', 'SKU_NOT_FOUND')
  async preview(
    @Param('id', { schema: idSchema }) campaignId: string,
    @Body({ schema: campaignPreviewRequestSchema }) asked: CampaignPreviewRequest,
  ): Promise<Quote> {
    const { shopperId, lines } = asked;
    const now = new Date(asked.at);
    const draft = await this.live.asIfPublished(campaignId, now);
    if (!draft) throw new Refusal('CAMPAIGN_NOT_LIVE', { campaignId });
    const db = this.db.manager;
    if (!(await this.shoppers.exists(db, shopperId))) throw new Refusal('NOT_FOUND', { shopperId });
    const through = isSoldOnItsOwnPage(draft.input.kind) ? { campaignId, teamId: null } : null;
    const request = { lines, addressId: null, couponIds: null, through };
    return (await this.pricing.quote(db, { shopperId, now, draft }, request)).quote;
  }
}
