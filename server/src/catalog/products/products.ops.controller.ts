import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  opsProductQuerySchema,
  opsProductRowSchema,
  opsProductSchema,
  pageSchema,
  productEditSchema,
  productInputSchema,
  publishedEditSchema,
  type OpsProduct,
  type OpsProductQuery,
  type OpsProductRow,
  type Page,
  type ProductEdit,
  type ProductInput,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { OpsProducts } from './ops-products.js';
import { ProductEdits } from './product-edits.service.js';

/** Products are never erased, orders name them: taking one off sale is the way. */
@ApiTags('ops: catalogue')
@Controller('ops/products')
export class ProductsOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly products: OpsProducts,
    private readonly edits: ProductEdits,
  ) {}

  @Get()
  @Needs('catalog.read')
  @ApiOperation({ summary: 'Products, newest first, those not on sale included' })
  @Answers(pageSchema(opsProductRowSchema))
  list(
    @Query({ schema: opsProductQuerySchema }) query: OpsProductQuery,
  ): Promise<Page<OpsProductRow>> {
    return this.products.list(query);
  }

  @Get(':id')
  @Needs('catalog.read')
  @ApiOperation({ summary: 'A product and the version an edit must name; PRODUCT_NOT_FOUND' })
  @Answers(opsProductSchema)
  @Refuses('PRODUCT_NOT_FOUND')
  show(@Param('id', { schema: idSchema }) id: string): Promise<OpsProduct> {
    return this.products.show(this.db.manager, id);
  }

  @Post()
  @Needs('catalog.write')
  @ApiOperation({
    summary: 'Add a product; CONFLICT when its handle is taken, so a repeat adds nothing',
  })
  @Answers(opsProductSchema, 201)
  @Refuses('CATEGORY_NOT_FOUND', 'PICTURE_NOT_FOUND', 'CONFLICT')
  create(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: productInputSchema }) input: ProductInput,
  ): Promise<OpsProduct> {
    return this.edits.create(operator, input);
  }

  @Put(':id')
  @Needs('catalog.write')
  @ApiOperation({
    summary: 'Replace a product whole; SKUs left out are withdrawn. VERSION_CONFLICT',
  })
  @Answers(opsProductSchema)
  @Refuses(
    'PRODUCT_NOT_FOUND',
    'CATEGORY_NOT_FOUND',
    'PICTURE_NOT_FOUND',
    'VERSION_CONFLICT',
    'CONFLICT',
  )
  replace(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: productEditSchema }) edit: ProductEdit,
  ): Promise<OpsProduct> {
    return this.edits.replace(operator, id, edit);
  }

  @Put(':id/published')
  @Needs('catalog.write')
  @ApiOperation({ summary: 'Put a product on sale, or take it off; VERSION_CONFLICT' })
  @Answers(opsProductSchema)
  @Refuses('PRODUCT_NOT_FOUND', 'VERSION_CONFLICT')
  publish(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: publishedEditSchema }) edit: { version: number; published: boolean },
  ): Promise<OpsProduct> {
    return this.edits.publish(operator, id, edit);
  }
}
