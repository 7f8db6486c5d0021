import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/identity.module.js';
import { PaymentsModule } from '../../payments/payments.module.js';
import { PromotionsModule } from '../../promotions/promotions.module.js';
import { ShopModule } from '../../shop/shop.module.js';
import { MembershipModule } from '../membership.module.js';
import { ActivationCodes } from './activation/activation-codes.service.js';
import { ActivationCodesOpsController } from './activation/activation-codes.ops.controller.js';
import { Activations } from './activation/activations.service.js';
import { ActivationsShopController } from './activation/activations.shop.controller.js';
import { ExpirePlanGiftsSweep } from './gifts/expire-plan-gifts.sweep.js';
import { PlanGifts } from './gifts/plan-gifts.service.js';
import { PlanGiftsShopController } from './gifts/plan-gifts.shop.controller.js';
import { OpsPlanRefunds } from './ops/ops-plan-refunds.service.js';
import { PaidMembersOpsController } from './ops/paid-members.ops.controller.js';
import { PaidPlansOpsController } from './ops/paid-plans.ops.controller.js';
import { PaidReport } from './ops/paid-report.js';
import { PlanPurchasesOpsController } from './ops/plan-purchases.ops.controller.js';
import { PaidPlanPages } from './paid-plan-pages.service.js';
import { PaidPlansShopController } from './paid-plans.shop.controller.js';
import { PaidPlansPersonalData } from './paid-plans.personal.js';
import { KnownPlans } from './plans/known-plans.js';
import { PaidPlans } from './plans/paid-plans.service.js';
import { ExpirePlanPurchasesSweep } from './purchases/expire-plan-purchases.sweep.js';
import { PlanPurchasePlacing } from './purchases/plan-purchase-placing.service.js';
import { PlanPaymentListener } from './purchases/plan-payment.listener.js';
import { PlanPurchases } from './purchases/plan-purchases.service.js';
import { SettlePlanPurchase } from './purchases/settle-plan-purchase.service.js';
import { TrialClaims } from './purchases/trial-claims.service.js';
import { AssessPlan } from './refunds/assess-plan.js';
import { PlanRefunds } from './refunds/plan-refunds.service.js';
import { ReceivePlanRefund } from './refunds/receive-plan-refund.service.js';
import { ReturnPlan } from './refunds/return-plan.service.js';
import { PaidBenefits } from './terms/paid-benefits.js';
import { PaidReminders } from './terms/paid-reminders.service.js';
import { PaidTerms } from './terms/paid-terms.service.js';
import { SavedByTerm } from './terms/saved-by-term.js';
import { TermCoupons } from './terms/term-coupons.js';
import { TermCouponsSweep } from './terms/term-coupons.sweep.js';

/** Membership that is paid for: plans, what was bought of them, and what it gives. */
@Module({
  imports: [IdentityModule, MembershipModule, PaymentsModule, PromotionsModule, ShopModule],
  controllers: [
    PaidPlansShopController,
    PlanGiftsShopController,
    ActivationsShopController,
    PaidPlansOpsController,
    PlanPurchasesOpsController,
    PaidMembersOpsController,
    ActivationCodesOpsController,
  ],
  providers: [
    KnownPlans,
    PaidPlans,
    PaidPlanPages,
    TrialClaims,
    PlanPurchasePlacing,
    PlanPurchases,
    SettlePlanPurchase,
    PlanPaymentListener,
    ExpirePlanPurchasesSweep,
    PaidTerms,
    PaidBenefits,
    PaidReminders,
    SavedByTerm,
    PlanGifts,
    ExpirePlanGiftsSweep,
    Activations,
    ActivationCodes,
    ReceivePlanRefund,
    TermCoupons,
    TermCouponsSweep,
    AssessPlan,
    PlanRefunds,
    ReturnPlan,
    OpsPlanRefunds,
    PaidReport,
    PaidPlansPersonalData,
  ],
})
export class PaidPlansModule {}
