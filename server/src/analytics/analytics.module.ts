import { Module } from '@nestjs/common';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { RepurchaseDueOpsController } from './due/repurchase-due.ops.controller.js';
import { RepurchaseDuePersonalData } from './due/repurchase-due.personal.js';
import { RepurchaseDue } from './due/repurchase-due.service.js';
import { RepurchaseDueSweep } from './due/repurchase-due.sweep.js';
import { PredictionFits } from './prediction/prediction-fits.service.js';
import { PredictionOpsController } from './prediction/prediction.ops.controller.js';
import { Predictions } from './prediction/predictions.service.js';
import { Cohorts } from './repurchase/cohorts.service.js';
import { CohortsOpsController } from './repurchase/cohorts.ops.controller.js';
import { CampaignReports } from './campaign-reports.service.js';
import { CampaignReportsOpsController } from './campaign-reports.ops.controller.js';

/** What the shop's doings came to, for operators. It reads and changes nothing. */
@Module({
  imports: [PromotionsModule],
  controllers: [
    CampaignReportsOpsController,
    CohortsOpsController,
    PredictionOpsController,
    RepurchaseDueOpsController,
  ],
  providers: [
    CampaignReports,
    Cohorts,
    PredictionFits,
    Predictions,
    RepurchaseDue,
    RepurchaseDueSweep,
    RepurchaseDuePersonalData,
  ],
})
export class AnalyticsModule {}
