import { Module } from '@nestjs/common';
import { CartModule } from '../cart/cart.module.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { PricingModule } from '../pricing/pricing.module.js';
import { ShopModule } from '../shop/shop.module.js';
import { CloseOrder } from './close-order.service.js';
import { ExpireOrdersSweep } from './expire-orders.sweep.js';
import { OrderPartsReader } from './order-parts.js';
import { OrderPaymentListener } from './order-payment.listener.js';
import { Orders } from './orders.service.js';
import { OrdersShopController } from './orders.shop.controller.js';
import { PlaceOrder } from './place-order.service.js';

@Module({
  imports: [CartModule, CatalogModule, PaymentsModule, PricingModule, ShopModule],
  controllers: [OrdersShopController],
  providers: [
    PlaceOrder,
    Orders,
    CloseOrder,
    ExpireOrdersSweep,
    OrderPaymentListener,
    OrderPartsReader,
  ],
  exports: [Orders],
})
export class OrdersModule {}
