import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { PromotionsModule } from '../promotions/promotions.module.js';
import { ShopModule } from '../shop/shop.module.js';
import { WechatLinksModule } from '../wechat-links/wechat-links.module.js';
import { Drawings } from './drawings.js';
import { Posters } from './posters.service.js';
import { PostersShopController } from './posters.shop.controller.js';
import { ShareCardsShopController } from './share-cards.shop.controller.js';

/** Pictures to share by: posters with a code, and those of share cards. */
@Module({
  imports: [CatalogModule, MembershipModule, PromotionsModule, ShopModule, WechatLinksModule],
  controllers: [PostersShopController, ShareCardsShopController],
  providers: [Drawings, Posters],
})
export class PostersModule {}
