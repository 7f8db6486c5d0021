import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  opsProductSchema,
  pageQuerySchema,
  pageSchema,
  priceChangeSchema,
  priceEditSchema,
  stockAdjustmentSchema,
  stockLevelSchema,
  stockMovementSchema,
  type OpsProduct,
  type Page,
  type PageQuery,
  type PriceChange,
  type PriceEdit,
  type StockAdjustment,
  type StockMovement,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { IdempotencyKey } from '../platform/idempotency.js';
import { Answers } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { ProductEdits } from './products/product-edits.service.js';
import { SkuLedger } from './sku-ledger.service.js';

@ApiTags('ops: catalogue')
@Controller('ops/skus/:id')
export class SkusOpsController {
  constructor(
    private readonly edits: ProductEdits,
    private readonly ledger: SkuLedger,
  ) {}

  @Put('price')
  @Needs('catalog.write')
  @ApiOperation({
    summary:
      'Change what a SKU costs. The list price is struck through only where the law allows it, ' +
      'as the answer tells. SKU_NOT_FOUND, VERSION_CONFLICT',
  })
  @Answers(opsProductSchema)
  @Refuses('SKU_NOT_FOUND', 'VERSION_CONFLICT')
  reprice(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: priceEditSchema }) edit: PriceEdit,
  ): Promise<OpsProduct> {
    return this.edits.reprice(operator, id, edit);
  }

  @Get('prices')
  @Needs('catalog.read')
  @ApiOperation({ summary: 'What a SKU has cost, newest first' })
  @Answers(pageSchema(priceChangeSchema))
  prices(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<PriceChange>> {
    return this.ledger.prices(id, query);
  }

  @Post('stock-movements')
  @Needs('catalog.write')
  @ApiOperation({
    summary: 'Add or take units, saying why. Needs an Idempotency-Key. STOCK_BELOW_ZERO',
  })
  @Answers(stockLevelSchema)
  @Refuses('SKU_NOT_FOUND', 'STOCK_BELOW_ZERO')
  adjust(
    @CurrentOperator() operator: OperatorSession,
    @IdempotencyKey() key: string,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: stockAdjustmentSchema }) adjustment: StockAdjustment,
  ): Promise<{ skuId: string; stock: number }> {
    return this.ledger.adjust(operator, id, adjustment, key);
  }

  @Get('stock-movements')
  @Needs('catalog.read')
  @ApiOperation({ summary: 'Every movement of a SKU’s stock, newest first; they add up to it' })
  @Answers(pageSchema(stockMovementSchema))
  movements(
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<StockMovement>> {
    return this.ledger.movements(id, query);
  }
}
