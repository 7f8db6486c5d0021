import { Module } from '@nestjs/common';
import { PicturesCoreModule } from '../pictures/pictures-core.module.js';
import { CatalogVersion } from './catalog-version.js';
import { CategoryTree } from './categories/category-tree.js';
import { Descriptions } from './products/description.js';
import { CatalogExport } from './import/catalog-export.js';
import { CatalogImport } from './import/catalog-import.js';
import { PictureResolver } from './import/resolve-pictures.js';
import { ProductLists } from './product-lists.js';
import { ProductPage } from './product-page.js';
import { ProductWriter } from './products/product-writer.js';
import { SkuFacts } from './sku-facts.js';
import { SkuPlaces } from './sku-places.js';
import { SoldPrices } from './sold-prices.js';
import { Stock } from './stock.js';

const services = [
  CatalogVersion,
  CatalogExport,
  CatalogImport,
  CategoryTree,
  Descriptions,
  ProductLists,
  ProductPage,
  ProductWriter,
  SkuFacts,
  SkuPlaces,
  SoldPrices,
  Stock,
];

/** The catalogue without its routes: all that the command line needs of it. */
@Module({
  imports: [PicturesCoreModule],
  providers: [...services, PictureResolver],
  exports: [...services, PicturesCoreModule],
})
export class CatalogCoreModule {}
