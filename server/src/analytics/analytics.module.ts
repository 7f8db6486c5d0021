import { Module } from '@nestjs/common';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { CampaignReports } from './campaign-reports.service.js';
import { CampaignReportsOpsController } from './campaign-reports.ops.controller.js';

/** What the shop's doings came to, for operators. It reads and changes nothing. */
@Module({
  imports: [PromotionsModule],
  controllers: [CampaignReportsOpsController],
  providers: [CampaignReports],
})
export class AnalyticsModule {}
