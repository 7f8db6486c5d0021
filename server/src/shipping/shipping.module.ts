import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/messages.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PaymentsModule } from '../payments/payments.module.js';
import { Receipt } from './receipt.service.js';
import { ShippingOpsController } from './shipping.ops.controller.js';
import { ShippingPersonalData } from './shipping.personal.js';
import { ShippingParts } from './shipping-parts.js';
import { Shipping } from './shipping.service.js';
import { ShippingShopController } from './shipping.shop.controller.js';
import { UploadShippingJob } from './upload-shipping.job.js';
import { WechatShipping } from './wechat-shipping.js';

@Module({
  imports: [MessagesModule, OrdersModule, PaymentsModule],
  controllers: [ShippingShopController, ShippingOpsController],
  providers: [
    Shipping,
    Receipt,
    WechatShipping,
    UploadShippingJob,
    ShippingParts,
    ShippingPersonalData,
  ],
})
export class ShippingModule {}
