import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { AnswerEarlyAccess } from './benefits/answer-early-access.js';
import { BenefitSavings } from './benefits/benefit-savings.js';
import { BenefitSources } from './benefits/benefit-sources.js';
import { BenefitUses } from './benefits/benefit-uses.service.js';
import { BirthdayGiftsSweep } from './benefits/birthday-gifts.sweep.js';
import { MemberBenefits } from './benefits/member-benefits.service.js';
import { MemberCoupons } from './benefits/member-coupons.service.js';
import { MemberOffers } from './benefits/member-offers.service.js';
import { MonthlyCouponsSweep } from './benefits/monthly-coupons.sweep.js';
import { OwedCouponsSweep } from './benefits/owed-coupons.sweep.js';
import { Growth } from './growth/growth.service.js';
import { PaidGrowthListener } from './growth/paid-growth.listener.js';
import { AdjustGrowth } from './members/adjust-growth.service.js';
import { CarryOver } from './members/carry-over.service.js';
import { MembershipPersonalData } from './members/membership.personal.js';
import { MembersOpsController } from './members/members.ops.controller.js';
import { MemberPartsRegistry } from './members/member-parts.js';
import { MemberProfiles } from './members/member-profiles.service.js';
import { Members } from './members/members.service.js';
import { MembersShopController } from './members/members.shop.controller.js';
import { OpsMembers } from './members/ops-members.service.js';
import { Rules } from './rules/membership-rules.js';
import { AnswerTiers } from './tiers/answer-tiers.js';
import { LadderOpsController } from './tiers/ladder.ops.controller.js';
import { LadderRuns } from './tiers/ladder-runs.service.js';
import { ReviewTiersSweep } from './tiers/review-tiers.sweep.js';
import { Tiers } from './tiers/tiers.service.js';

/** Members, what makes them rise, and what they have by it. */
@Module({
  imports: [CatalogModule, IdentityModule, PromotionsModule],
  controllers: [MembersShopController, MembersOpsController, LadderOpsController],
  providers: [
    Rules,
    Members,
    MemberProfiles,
    OpsMembers,
    AdjustGrowth,
    MemberPartsRegistry,
    Growth,
    PaidGrowthListener,
    Tiers,
    AnswerTiers,
    AnswerEarlyAccess,
    ReviewTiersSweep,
    LadderRuns,
    BenefitSavings,
    BenefitSources,
    MemberBenefits,
    BenefitUses,
    MemberOffers,
    MemberCoupons,
    MonthlyCouponsSweep,
    BirthdayGiftsSweep,
    OwedCouponsSweep,
    MembershipPersonalData,
    CarryOver,
  ],
  exports: [
    BenefitSavings,
    BenefitSources,
    BenefitUses,
    CarryOver,
    Growth,
    MemberBenefits,
    MemberCoupons,
    MemberOffers,
    MemberPartsRegistry,
    Members,
    OpsMembers,
    Rules,
  ],
})
export class MembershipModule {}
