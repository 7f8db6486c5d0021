import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  pageQuerySchema,
  productListQuerySchema,
  type Category,
  type Page,
  type PageQuery,
  type Product,
  type ProductCard,
  type ProductListQuery,
} from '@siyu/shared';
import { Public } from '../platform/access.js';
import { CategoryTree } from './category-tree.js';
import { ProductLists } from './product-lists.js';
import { ProductPage } from './product-page.js';

/** What anyone may see of the catalogue; the same for everyone. */
@ApiTags('catalogue')
@Controller('shop')
@Public()
export class CatalogShopController {
  constructor(
    private readonly cards: ProductLists,
    private readonly page: ProductPage,
    private readonly categories: CategoryTree,
  ) {}

  @Get('feed')
  @ApiOperation({ summary: 'Products for the home page, in recommended order' })
  feed(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<Page<ProductCard>> {
    return this.cards.list({ ...query, sort: 'recommended' });
  }

  @Get('categories')
  @ApiOperation({ summary: 'Every category; a count includes the categories below' })
  listCategories(): Promise<Category[]> {
    return this.categories.list();
  }

  @Get('products')
  @ApiOperation({ summary: 'Products of a category and of those below it, or of the whole shop' })
  list(
    @Query({ schema: productListQuerySchema }) query: ProductListQuery,
  ): Promise<Page<ProductCard>> {
    return this.cards.list(query);
  }

  @Get('products/:id')
  @ApiOperation({ summary: 'One product; PRODUCT_NOT_FOUND when it is not on sale' })
  detail(@Param('id', { schema: idSchema }) id: string): Promise<Product> {
    return this.page.read(id);
  }
}
