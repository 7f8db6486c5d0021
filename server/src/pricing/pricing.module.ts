import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { ShopModule } from '../shop/shop.module.js';
import { Pricing } from './pricing.service.js';
import { PricingOpsController } from './pricing.ops.controller.js';
import { PricingShopController } from './pricing.shop.controller.js';

@Module({
  imports: [CatalogModule, IdentityModule, MembershipModule, PromotionsModule, ShopModule],
  controllers: [PricingShopController, PricingOpsController],
  providers: [Pricing],
  exports: [Pricing],
})
export class PricingModule {}
