import { Module } from '@nestjs/common';
import { PicturesModule } from '../pictures/pictures.module.js';
import { CatalogCoreModule } from './catalog-core.module.js';
import { CatalogShopController } from './catalog.shop.controller.js';

@Module({
  imports: [CatalogCoreModule, PicturesModule],
  controllers: [CatalogShopController],
  exports: [CatalogCoreModule],
})
export class CatalogModule {}
