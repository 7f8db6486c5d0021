import { Module } from '@nestjs/common';
import { CartModule } from '../cart/cart.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { PointsModule } from '../membership/points/points.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PricingModule } from '../pricing/pricing.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { ShopModule } from '../shop/shop.module.js';
import { WalletModule } from '../wallet/wallet.module.js';
import { AdvanceOrder } from './fulfilment/advance-order.service.js';
import { CloseOrder } from './purchase/close-order.service.js';
import { CompleteOrder } from './fulfilment/complete-order.service.js';
import { CompleteOrdersSweep } from './fulfilment/complete-orders.sweep.js';
import { ExpireOrdersSweep } from './purchase/expire-orders.sweep.js';
import { AnswerBenefitSavings } from './views/benefit-savings.js';
import { AnswerOrderHistory } from './views/order-history.js';
import { RecordAddressKeysSweep } from './views/record-address-keys.sweep.js';
import { OrderRefundsListener } from './lines/order-refunds.listener.js';
import { MemberOrders } from './views/member-orders.js';
import { OrdersPersonalData } from './views/orders.personal.js';
import { OpsOrders } from './views/ops-orders.service.js';
import { OrderLines } from './lines/order-lines.service.js';
import { SoldGoods } from './lines/sold-goods.service.js';
import { Rebates } from './lines/rebates.service.js';
import { GatheredOrdersListener } from './purchase/gathered-orders.listener.js';
import { OrderPartsRegistry } from './views/order-parts.js';
import { OrderWorth } from './views/order-worth.js';
import { OrderTeams } from './views/order-teams.js';
import { OrderPaymentListener } from './purchase/order-payment.listener.js';
import { AdmitTogether } from './flash-sale/admit-together.js';
import { CampaignKeys } from './flash-sale/campaign-keys.js';
import { FlashGates } from './flash-sale/flash-gates.js';
import { FlashOrdersShopController } from './flash-sale/flash-orders.shop.controller.js';
import { FlashMembers } from './flash-sale/flash-members.js';
import { FlashPrices } from './flash-sale/flash-prices.js';
import { PlaceFlashOrder } from './flash-sale/place-flash-order.service.js';
import { OrdersOpsController } from './orders.ops.controller.js';
import { Orders } from './orders.service.js';
import { OrdersShopController } from './orders.shop.controller.js';
import { OrderMoneyBack } from './tenders/order-money-back.service.js';
import { OrderTenders } from './tenders/order-tenders.service.js';
import { PlaceOrder } from './purchase/place-order.service.js';
import { RecordSoldPricesSweep } from './purchase/record-sold-prices.sweep.js';
import { ShippedOrders } from './fulfilment/shipped-orders.service.js';

@Module({
  imports: [
    CartModule,
    CatalogModule,
    MembershipModule,
    PaymentsModule,
    PointsModule,
    PricingModule,
    PromotionsModule,
    ShopModule,
    WalletModule,
  ],
  controllers: [OrdersShopController, FlashOrdersShopController, OrdersOpsController],
  providers: [
    OrderTenders,
    OrderMoneyBack,
    PlaceOrder,
    PlaceFlashOrder,
    AdmitTogether,
    FlashMembers,
    FlashPrices,
    FlashGates,
    CampaignKeys,
    Orders,
    CloseOrder,
    ExpireOrdersSweep,
    OrderPaymentListener,
    GatheredOrdersListener,
    Rebates,
    OrderPartsRegistry,
    OrderLines,
    SoldGoods,
    ShippedOrders,
    AdvanceOrder,
    AnswerBenefitSavings,
    AnswerOrderHistory,
    OrdersPersonalData,
    MemberOrders,
    RecordAddressKeysSweep,
    CompleteOrder,
    CompleteOrdersSweep,
    OrderRefundsListener,
    OpsOrders,
    OrderTeams,
    RecordSoldPricesSweep,
    OrderWorth,
  ],
  exports: [
    Orders,
    OpsOrders,
    OrderPartsRegistry,
    OrderLines,
    OrderMoneyBack,
    ShippedOrders,
    CompleteOrder,
    OrderWorth,
    SoldGoods,
  ],
})
export class OrdersModule {}
