import { Module } from '@nestjs/common';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { ChannelsPersonalData } from './channels.personal.js';
import { Channels } from './list/channels.service.js';
import { ChannelsOpsController } from './list/channels.ops.controller.js';
import { WelcomeListener } from './list/welcome.listener.js';

/** Where codes of the shop are put, what comes of it and what it costs. */
@Module({
  imports: [PromotionsModule, ReferralsModule],
  controllers: [ChannelsOpsController],
  providers: [Channels, WelcomeListener, ChannelsPersonalData],
})
export class ChannelsModule {}
