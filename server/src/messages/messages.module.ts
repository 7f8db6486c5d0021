import { Module } from '@nestjs/common';
import { CouponNoticesListener } from './coupon-notices.listener.js';
import { FlashNoticesListener } from './flash-notices.listener.js';
import { Inbox } from './inbox.service.js';
import { MessagesPersonalData } from './messages.personal.js';
import { MessagesShopController } from './messages.shop.controller.js';
import { Notices } from './notices.service.js';
import { MemberNoticesListener } from './member-notices.listener.js';
import { OrderNoticesListener } from './order-notices.listener.js';
import { PaidNoticesListener } from './paid-notices.listener.js';
import { PointsNoticesListener } from './points-notices.listener.js';
import { TeamNoticesListener } from './team-notices.listener.js';
import { SendMessageJob } from './send-message.job.js';

@Module({
  controllers: [MessagesShopController],
  providers: [
    Notices,
    Inbox,
    SendMessageJob,
    MemberNoticesListener,
    OrderNoticesListener,
    FlashNoticesListener,
    CouponNoticesListener,
    PaidNoticesListener,
    PointsNoticesListener,
    TeamNoticesListener,
    MessagesPersonalData,
  ],
  exports: [Notices],
})
export class MessagesModule {}
