import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { WechatLinksModule } from '../wechat-links/wechat-links.module.js';
import { ChannelsPersonalData } from './channels.personal.js';
import { ChannelCodesOpsController } from './codes/channel-codes.ops.controller.js';
import { ChannelCodes } from './codes/channel-codes.service.js';
import { MakeCodesJob } from './codes/make-codes.job.js';
import { AnswerChannels } from './list/answer-channels.js';
import { Channels } from './list/channels.service.js';
import { ChannelsOpsController } from './list/channels.ops.controller.js';
import { WelcomeListener } from './list/welcome.listener.js';
import { ChannelReportsOpsController } from './report/channel-reports.ops.controller.js';
import { ChannelReports } from './report/channel-reports.service.js';
import { ChannelSettlements } from './settlement/channel-settlements.service.js';
import { SettlementsOpsController } from './settlement/settlements.ops.controller.js';
import { StaffOpsController } from './staff/staff.ops.controller.js';
import { Staff } from './staff/staff.service.js';

/** Where codes of the shop are put, what comes of it and what it costs. */
@Module({
  imports: [IdentityModule, PromotionsModule, ReferralsModule, WechatLinksModule],
  controllers: [
    ChannelsOpsController,
    ChannelReportsOpsController,
    SettlementsOpsController,
    StaffOpsController,
    ChannelCodesOpsController,
  ],
  providers: [
    Channels,
    WelcomeListener,
    AnswerChannels,
    ChannelReports,
    ChannelSettlements,
    Staff,
    MakeCodesJob,
    ChannelCodes,
    ChannelsPersonalData,
  ],
})
export class ChannelsModule {}
