import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { Settings } from './settings.js';
import { SettingsOpsController } from './settings.ops.controller.js';
import { ShopController } from './shop.shop.controller.js';

@Module({
  imports: [CatalogModule],
  controllers: [ShopController, SettingsOpsController],
  providers: [Settings],
  exports: [Settings],
})
export class ShopModule {}
