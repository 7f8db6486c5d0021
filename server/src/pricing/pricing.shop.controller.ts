import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  quoteRequestSchema,
  quoteSchema,
  type CheckedQuoteRequest,
  type Quote,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Clock } from '../platform/clock.js';
import { Refuses } from '../platform/refuses.js';
import { CampaignReach } from '../promotions/campaigns/campaign-reach.js';
import { Pricing } from './pricing.service.js';

@ApiTags('pricing')
@Controller('shop/quote')
export class PricingShopController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly pricing: Pricing,
    private readonly reach: CampaignReach,
  ) {}

  /** Writes nothing: lines that cannot be bought are priced and carry their reason. */
  @Post()
  @ApiOperation({ summary: 'What a purchase costs: lines, discounts with reasons, freight, total' })
  @Answers(quoteSchema)
  @Refuses('SKU_NOT_FOUND', 'ADDRESS_NOT_FOUND', 'CAMPAIGN_NOT_LIVE', 'GROUP_NOT_FOUND')
  async quote(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Body({ schema: quoteRequestSchema }) request: CheckedQuoteRequest,
  ): Promise<Quote> {
    const enquiry = { shopperId, now: this.clock.now() };
    const { quote } = await this.pricing.quote(this.db.manager, enquiry, request);
    this.reach.told(shopperId, quote.offers);
    return quote;
  }
}
