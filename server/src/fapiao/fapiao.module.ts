import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module.js';
import { FapiaoOpsController } from './fapiao.ops.controller.js';
import { FapiaoPersonalData } from './fapiao.personal.js';
import { Fapiao } from './fapiao.service.js';
import { FapiaoShopController } from './fapiao.shop.controller.js';

@Module({
  imports: [OrdersModule],
  controllers: [FapiaoShopController, FapiaoOpsController],
  providers: [Fapiao, FapiaoPersonalData],
})
export class FapiaoModule {}
