import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { ShopModule } from '../shop/shop.module.js';
import { AttributionOpsController } from './binding/attribution.ops.controller.js';
import { AttributionRules } from './binding/attribution-rules.js';
import { Attributions } from './binding/attributions.service.js';
import { CustomerAttributions } from './binding/customer-attributions.service.js';
import { DecideVisitsSweep } from './binding/decide-visits.sweep.js';
import { ShareLinks } from './links/share-links.service.js';
import { ShareLinksShopController } from './links/share-links.shop.controller.js';
import { ReferralsPersonalData } from './referrals.personal.js';
import { FlagListeners } from './risk/flag-listeners.js';
import { ReferralFlags } from './risk/flags.service.js';
import { ReferralRisk } from './risk/referral-risk.service.js';
import { RiskOpsController } from './risk/risk.ops.controller.js';
import { RiskRules } from './risk/risk-rules.js';
import { ForgetVisitsSweep } from './visits/forget-visits.sweep.js';
import { StitchVisits } from './visits/stitch-visits.js';
import { Visits } from './visits/visits.service.js';
import { VisitsShopController } from './visits/visits.shop.controller.js';

/** Who brought whom: links, the visits they led to, whose customer somebody is. */
@Module({
  imports: [CatalogModule, IdentityModule, ShopModule, PromotionsModule],
  controllers: [
    ShareLinksShopController,
    VisitsShopController,
    AttributionOpsController,
    RiskOpsController,
  ],
  providers: [
    ShareLinks,
    Visits,
    StitchVisits,
    ForgetVisitsSweep,
    AttributionRules,
    Attributions,
    CustomerAttributions,
    DecideVisitsSweep,
    ReferralsPersonalData,
    FlagListeners,
    RiskRules,
    ReferralRisk,
    ReferralFlags,
  ],
  exports: [ShareLinks, Attributions, ReferralRisk, FlagListeners],
})
export class ReferralsModule {}
