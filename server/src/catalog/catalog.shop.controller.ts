import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  categorySchema,
  idSchema,
  pageQuerySchema,
  pageSchema,
  productCardSchema,
  productListQuerySchema,
  productSchema,
  type Category,
  type Page,
  type PageQuery,
  type Product,
  type ProductCard,
  type ProductListQuery,
} from '@siyu/shared';
import { Public } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Ready } from '../platform/ready-bytes.js';
import { Refuses } from '../platform/refuses.js';
import { CategoryTree } from './categories/category-tree.js';
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
  @Ready()
  @ApiOperation({ summary: 'Products for the home page, in recommended order' })
  @Answers(pageSchema(productCardSchema))
  feed(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<Page<ProductCard>> {
    return this.cards.list({ ...query, sort: 'recommended' });
  }

  @Get('categories')
  @Ready()
  @ApiOperation({ summary: 'Every category; a count includes the categories below' })
  @Answers(categorySchema.array())
  listCategories(): Promise<Category[]> {
    return this.categories.list();
  }

  @Get('products')
  @Ready()
  @ApiOperation({ summary: 'Products of a category and of those below it, or of the whole shop' })
  @Answers(pageSchema(productCardSchema))
  list(
    @Query({ schema: productListQuerySchema }) query: ProductListQuery,
  ): Promise<Page<ProductCard>> {
    return this.cards.list(query);
  }

  @Get('products/:id')
  @Ready()
  @ApiOperation({ summary: 'One product; PRODUCT_NOT_FOUND when it is not on sale' })
  @Answers(productSchema)
  @Refuses('PRODUCT_NOT_FOUND')
  detail(@Param('id', { schema: idSchema }) id: string): Promise<Product> {
    return this.page.read(id);
  }
}
