import { Module } from '@nestjs/common';
import { CatalogCoreModule } from './catalog-core.module.js';
import { CatalogShopController } from './catalog.shop.controller.js';

@Module({
  imports: [CatalogCoreModule],
  controllers: [CatalogShopController],
  exports: [CatalogCoreModule],
})
export class CatalogModule {}
