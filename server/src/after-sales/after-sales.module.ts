import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PicturesModule } from '../pictures/pictures.module.js';
import { ShopModule } from '../shop/shop.module.js';
import { WalletModule } from '../wallet/wallet.module.js';
import { AfterSaleDeadlinesSweep } from './after-sale-deadlines.sweep.js';
import { AfterSalesPersonalData } from './after-sales.personal.js';
import { AfterSaleNotice } from './after-sale-notice.js';
import { AfterSaleRefundListener } from './after-sale-refund.listener.js';
import { AfterSalesOpsController } from './after-sales.ops.controller.js';
import { AfterSales } from './after-sales.service.js';
import { AfterSalesShopController } from './after-sales.shop.controller.js';
import { AnswerAfterSale } from './answer-after-sale.service.js';
import { FellThroughListener } from './fell-through.listener.js';
import { GrantAfterSale } from './grant-after-sale.service.js';
import { PursueAfterSale } from './pursue-after-sale.service.js';
import { RefundToDeleted } from './refund-to-deleted.js';
import { RequestAfterSale } from './request-after-sale.service.js';
import { ReturnFreight } from './return-freight.service.js';

@Module({
  imports: [
    CatalogModule,
    MessagesModule,
    MembershipModule,
    OrdersModule,
    PaymentsModule,
    PicturesModule,
    ShopModule,
    WalletModule,
  ],
  controllers: [AfterSalesShopController, AfterSalesOpsController],
  providers: [
    AfterSales,
    RequestAfterSale,
    ReturnFreight,
    RefundToDeleted,
    PursueAfterSale,
    AnswerAfterSale,
    GrantAfterSale,
    AfterSaleNotice,
    AfterSaleRefundListener,
    FellThroughListener,
    AfterSaleDeadlinesSweep,
    AfterSalesPersonalData,
  ],
})
export class AfterSalesModule {}
