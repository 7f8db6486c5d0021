import { Module } from '@nestjs/common';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { TrackingModule } from '../tracking/tracking.module.js';
import { FunnelsOpsController } from './funnels/funnels.ops.controller.js';
import { Funnels } from './funnels/funnels.service.js';
import { NewPersons } from './funnels/new-persons.service.js';
import { CoPurchaseOpsController } from './co-purchase/co-purchase.ops.controller.js';
import { CoPurchases } from './co-purchase/co-purchase.service.js';
import { CustomersOpsController } from './customers/customers.ops.controller.js';
import { Customers } from './customers/customers.service.js';
import { GmvOpsController } from './gmv/gmv.ops.controller.js';
import { GmvReports } from './gmv/gmv.service.js';
import { AllDeeds } from './persons/all-deeds.service.js';
import { Splits } from './persons/splits.service.js';
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
  imports: [PromotionsModule, TrackingModule],
  controllers: [
    CampaignReportsOpsController,
    CohortsOpsController,
    CoPurchaseOpsController,
    CustomersOpsController,
    FunnelsOpsController,
    GmvOpsController,
    PredictionOpsController,
    RepurchaseDueOpsController,
  ],
  providers: [
    AllDeeds,
    CampaignReports,
    Cohorts,
    CoPurchases,
    Customers,
    Funnels,
    GmvReports,
    NewPersons,
    Splits,
    PredictionFits,
    Predictions,
    RepurchaseDue,
    RepurchaseDueSweep,
    RepurchaseDuePersonalData,
  ],
})
export class AnalyticsModule {}
