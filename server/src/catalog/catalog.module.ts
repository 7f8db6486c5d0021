import { Module, type OnModuleInit } from '@nestjs/common';
import { PicturesModule } from '../pictures/pictures.module.js';
import { ReadyBytes } from '../platform/ready-bytes.js';
import { CatalogCoreModule } from './catalog-core.module.js';
import { CatalogVersion } from './catalog-version.js';
import { CatalogShopController } from './catalog.shop.controller.js';
import { CategoriesOpsController } from './categories/categories.ops.controller.js';
import { Categories } from './categories/categories.service.js';
import { CatalogFilesOpsController } from './import/catalog-files.ops.controller.js';
import { ImportRuns } from './import/import-runs.service.js';
import { OpsProducts } from './products/ops-products.js';
import { ProductEdits } from './products/product-edits.service.js';
import { ProductsOpsController } from './products/products.ops.controller.js';
import { SearchShopController } from './search/search.shop.controller.js';
import { Search } from './search/search.service.js';
import { SkuLedger } from './sku-ledger.service.js';
import { SkusOpsController } from './skus.ops.controller.js';

@Module({
  imports: [CatalogCoreModule, PicturesModule],
  controllers: [
    CatalogShopController,
    CategoriesOpsController,
    CatalogFilesOpsController,
    ProductsOpsController,
    SearchShopController,
    SkusOpsController,
  ],
  providers: [Categories, ImportRuns, OpsProducts, ProductEdits, Search, SkuLedger],
  exports: [CatalogCoreModule],
})
export class CatalogModule implements OnModuleInit {
  constructor(
    private readonly version: CatalogVersion,
    private readonly ready: ReadyBytes,
  ) {}

  onModuleInit(): void {
    this.version.onRaised(() => this.ready.forget());
  }
}
