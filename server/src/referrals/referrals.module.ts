import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { PointsModule } from '../membership/points/points.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { ShopModule } from '../shop/shop.module.js';
import { WalletModule } from '../wallet/wallet.module.js';
import { AttributionOpsController } from './binding/attribution.ops.controller.js';
import { AttributionRules } from './binding/attribution-rules.js';
import { Attributions } from './binding/attributions.service.js';
import { CustomerAttributions } from './binding/customer-attributions.service.js';
import { Customers } from './binding/customers.service.js';
import { DecideVisitsSweep } from './binding/decide-visits.sweep.js';
import { InvitationPages } from './invitations/invitations.service.js';
import { InvitationsShopController } from './invitations/invitations.shop.controller.js';
import { ShareLinks } from './links/share-links.service.js';
import { ShareLinksShopController } from './links/share-links.shop.controller.js';
import { LiveProgramme } from './programmes/live-programme.js';
import { ProgrammePolicy } from './programmes/programme-policy.js';
import { ProgrammesOpsController } from './programmes/programmes.ops.controller.js';
import { Programmes } from './programmes/programmes.service.js';
import { ReferralsPersonalData } from './referrals.personal.js';
import { FlaggedRewards } from './rewards/flagged-rewards.js';
import { GrantReward } from './rewards/grant-reward.service.js';
import { GrantRewardsSweep } from './rewards/grant-rewards.sweep.js';
import { InvitedGrowth } from './rewards/invited-growth.js';
import { ReviewRewards } from './rewards/review-rewards.service.js';
import { RewardsListener } from './rewards/rewards.listener.js';
import { RewardsOpsController } from './rewards/rewards.ops.controller.js';
import { Rewards } from './rewards/rewards.service.js';
import { TakeBackRewards } from './rewards/take-back-rewards.service.js';
import { FlagListeners } from './risk/flag-listeners.js';
import { ReferralFlags } from './risk/flags.service.js';
import { ReferralRisk } from './risk/referral-risk.service.js';
import { RiskPreviews } from './risk/preview/risk-previews.service.js';
import { RiskOpsController } from './risk/risk.ops.controller.js';
import { RiskRules } from './risk/risk-rules.js';
import { ForgetVisitsSweep } from './visits/forget-visits.sweep.js';
import { StitchVisits } from './visits/stitch-visits.js';
import { Visits } from './visits/visits.service.js';
import { VisitsShopController } from './visits/visits.shop.controller.js';

/** Who brought whom: links, the visits they led to, whose customer somebody is, and for what. */
@Module({
  imports: [
    ...[CatalogModule, IdentityModule, ShopModule, PromotionsModule],
    ...[MembershipModule, PointsModule, WalletModule, OrdersModule],
  ],
  controllers: [
    ShareLinksShopController,
    VisitsShopController,
    AttributionOpsController,
    ProgrammesOpsController,
    RewardsOpsController,
    InvitationsShopController,
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
    Customers,
    DecideVisitsSweep,
    LiveProgramme,
    ProgrammePolicy,
    Programmes,
    Rewards,
    FlaggedRewards,
    GrantReward,
    GrantRewardsSweep,
    InvitedGrowth,
    ReviewRewards,
    RewardsListener,
    TakeBackRewards,
    InvitationPages,
    ReferralsPersonalData,
    FlagListeners,
    RiskRules,
    ReferralRisk,
    RiskPreviews,
    ReferralFlags,
  ],
  exports: [ShareLinks, Attributions, Customers, Rewards, ReferralRisk, FlagListeners],
})
export class ReferralsModule {}
