import { Module } from '@nestjs/common';
import { PicturesModule } from '../pictures/pictures.module.js';
import { CatalogShopController } from './catalog.shop.controller.js';
import { CategoryTree } from './category-tree.js';
import { ProductLists } from './product-lists.js';
import { ProductPage } from './product-page.js';
import { SkuFacts } from './sku-facts.js';
import { SoldPrices } from './sold-prices.js';
import { Stock } from './stock.js';

@Module({
  imports: [PicturesModule],
  controllers: [CatalogShopController],
  providers: [CategoryTree, ProductLists, ProductPage, SkuFacts, SoldPrices, Stock],
  exports: [CategoryTree, ProductLists, SkuFacts, SoldPrices, Stock, PicturesModule],
})
export class CatalogModule {}
