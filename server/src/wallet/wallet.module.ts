import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { ShopModule } from '../shop/shop.module.js';
import { WalletPersonalData } from './wallet.personal.js';
import { Lots } from './lots.service.js';
import { WALLET_OPS_CONTROLLERS, WALLET_OPS_PROVIDERS } from './ops/wallet-ops.providers.js';
import { ExpireRechargesSweep } from './recharges/expire-recharges.sweep.js';
import { RechargePaymentListener } from './recharges/recharge-payment.listener.js';
import { RechargePlacing } from './recharges/recharge-placing.service.js';
import { RechargePlans } from './recharges/recharge-plans.service.js';
import { Recharges } from './recharges/recharges.service.js';
import { Room } from './recharges/room.service.js';
import { AssessRecharge } from './refunds/assess-recharge.js';
import { ReceiveRefund } from './refunds/receive-refund.service.js';
import { RechargeRefunds } from './refunds/recharge-refunds.service.js';
import { ReturnRecharge } from './refunds/return-recharge.service.js';
import { WalletPages } from './wallet-pages.service.js';
import { Wallet } from './wallet.service.js';
import { WalletSettingsDocument } from './wallet-settings.js';
import { WalletShopController } from './wallet.shop.controller.js';

/** Stored value: recharged, spent by orders, given back. */
@Module({
  imports: [LedgerModule, PaymentsModule, PromotionsModule, ShopModule],
  controllers: [WalletShopController, ...WALLET_OPS_CONTROLLERS],
  providers: [
    Wallet,
    Lots,
    WalletPages,
    WalletSettingsDocument,
    RechargePlans,
    Room,
    RechargePlacing,
    Recharges,
    RechargePaymentListener,
    ExpireRechargesSweep,
    AssessRecharge,
    RechargeRefunds,
    ReturnRecharge,
    ReceiveRefund,
    WalletPersonalData,
    ...WALLET_OPS_PROVIDERS,
  ],
  exports: [Wallet, Lots, Room, WalletPages, WalletSettingsDocument],
})
export class WalletModule {}
