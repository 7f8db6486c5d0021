import { Module } from '@nestjs/common';
import { AdminModule } from '../admin/admin.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { ShopModule } from '../shop/shop.module.js';
import { WalletModule } from '../wallet/wallet.module.js';
import { Bringers } from './bringers.js';
import { CommissionBooks } from './commission/commission-books.js';
import { CommissionHolds } from './commission/commission-holds.service.js';
import { CommissionHoldsOpsController } from './commission/commission-holds.ops.controller.js';
import { CommissionListener } from './commission/commission.listener.js';
import { CommissionPages } from './commission/commission-pages.service.js';
import { CommissionReport } from './commission/commission-report.js';
import { Commissions } from './commission/commissions.service.js';
import { FlaggedCommission } from './commission/flagged-commission.js';
import { RecountCommission } from './commission/recount-commission.service.js';
import { SettleCommissionSweep } from './commission/settle-commission.sweep.js';
import { OpsPromoters } from './people/ops-promoters.service.js';
import { Promoters } from './people/promoters.service.js';
import { PromotersOpsController } from './people/promoters.ops.controller.js';
import { PromotersPersonalData } from './promoters.personal.js';
import { PromotersShopController } from './promoters.shop.controller.js';
import { CommissionRules } from './rules/commission-rules.service.js';
import { CommissionRulesOpsController } from './rules/commission-rules.ops.controller.js';
import { ProductPlaces } from './rules/product-places.js';
import { EditWithdrawalRule } from './withdrawals/edit-withdrawal-rule.service.js';
import { OpsWithdrawals } from './withdrawals/ops-withdrawals.service.js';
import { PayWithdrawal } from './withdrawals/pay-withdrawal.service.js';
import { SentWithdrawals } from './withdrawals/sent-withdrawals.service.js';
import { WithdrawalRuleDocument } from './withdrawals/withdrawal-rule.js';
import { Withdrawals } from './withdrawals/withdrawals.service.js';
import { WithdrawalsOpsController } from './withdrawals/withdrawals.ops.controller.js';

/** Promoters: who they are, what sales give them, and how they withdraw it. */
@Module({
  imports: [
    AdminModule,
    CatalogModule,
    IdentityModule,
    LedgerModule,
    OrdersModule,
    PaymentsModule,
    ReferralsModule,
    ShopModule,
    WalletModule,
  ],
  controllers: [
    PromotersShopController,
    PromotersOpsController,
    CommissionRulesOpsController,
    CommissionHoldsOpsController,
    WithdrawalsOpsController,
  ],
  providers: [
    Bringers,
    Promoters,
    OpsPromoters,
    CommissionRules,
    ProductPlaces,
    CommissionBooks,
    RecountCommission,
    CommissionHolds,
    FlaggedCommission,
    Commissions,
    CommissionListener,
    SettleCommissionSweep,
    CommissionPages,
    CommissionReport,
    WithdrawalRuleDocument,
    EditWithdrawalRule,
    PayWithdrawal,
    Withdrawals,
    SentWithdrawals,
    OpsWithdrawals,
    PromotersPersonalData,
  ],
  exports: [CommissionHolds],
})
export class PromotersModule {}
