import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  earlyAccessSchema,
  flashChannelSchema,
  flashReminderSchema,
  flashRemindersSchema,
  idSchema,
  productFlashSaleSchema,
  type EarlyAccess,
  type FlashChannel,
  type FlashReminder,
  type ProductFlashSale,
} from '@siyu/shared';
import { CurrentShopper, Public, type ShopperSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Ready } from '../../platform/ready-bytes.js';
import { Refuses } from '../../platform/refuses.js';
import { FlashPages } from './flash-pages.service.js';
import { FlashReminders } from './flash-reminders.service.js';

@ApiTags('flash sale')
@Controller('shop')
export class FlashSalesShopController {
  constructor(
    private readonly pages: FlashPages,
    private readonly reminders: FlashReminders,
  ) {}

  @Get('flash-sales')
  @Public()
  @Ready()
  @ApiOperation({ summary: 'Slots of today and tomorrow, with goods, prices and what is left' })
  @Answers(flashChannelSchema)
  channel(): Promise<FlashChannel> {
    return this.pages.channel();
  }

  @Get('products/:id/flash-sale')
  @Public()
  @Ready()
  @ApiOperation({ summary: 'The slot that runs or comes next with this product' })
  @Answers(productFlashSaleSchema)
  ofProduct(@Param('id', { schema: idSchema }) id: string): Promise<ProductFlashSale> {
    return this.pages.ofProduct(id);
  }

  @Get('flash-sales/early-access')
  @ApiOperation({ summary: 'How many minutes early the shopper is let into a slot' })
  @Answers(earlyAccessSchema)
  earlyAccess(@CurrentShopper() { shopperId }: ShopperSession): Promise<EarlyAccess> {
    return this.pages.earlyAccessOf(shopperId);
  }

  @Get('flash-sales/reminders')
  @ApiOperation({ summary: 'Slots the shopper will be reminded of' })
  @Answers(flashRemindersSchema)
  reminded(@CurrentShopper() { shopperId }: ShopperSession): Promise<FlashReminder[]> {
    return this.reminders.of(shopperId);
  }

  /** Safe to repeat. The acceptance of WeChat's sheet goes to `/shop/subscriptions`. */
  @Post('flash-sales/:campaignId/reminders')
  @ApiOperation({ summary: 'Ask to be reminded five minutes before a slot of this sale' })
  @Answers(null)
  @Refuses('CAMPAIGN_NOT_LIVE')
  remind(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Param('campaignId', { schema: idSchema }) campaignId: string,
    @Body({ schema: flashReminderSchema }) { startsAt }: { startsAt: string },
  ): Promise<void> {
    return this.reminders.add(shopperId, campaignId, new Date(startsAt));
  }
}
