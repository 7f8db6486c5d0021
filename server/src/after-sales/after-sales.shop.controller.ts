import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  afterSaleInputSchema,
  afterSaleListQuerySchema,
  afterSalePreviewSchema,
  afterSaleSchema,
  idSchema,
  maybeReturnFreightSchema,
  pageSchema,
  sentBackSchema,
  type AfterSale,
  type AfterSalePreview,
  type CheckedSentBack,
  type MaybeReturnFreight,
  type Page,
  type PageQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { IdempotencyKey } from '../platform/idempotency.js';
import { Refuses } from '../platform/refuses.js';
import { inTransaction } from '../platform/transaction.js';
import { AfterSales } from './after-sales.service.js';
import { PursueAfterSale } from './pursue-after-sale.service.js';
import { RequestAfterSale, type Ask } from './request-after-sale.service.js';

const AfterSaleId = () => Param('id', { schema: idSchema });

@ApiTags('after-sales')
@Controller('shop/after-sales')
export class AfterSalesShopController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly afterSales: AfterSales,
    private readonly requesting: RequestAfterSale,
    private readonly pursuing: PursueAfterSale,
  ) {}

  /** Refused as the request itself would be; writes nothing. */
  @Post('preview')
  @ApiOperation({ summary: 'What asking for this much would return' })
  @Answers(afterSalePreviewSchema)
  @Refuses(
    'ORDER_NOT_FOUND',
    'ORDER_STATE',
    'AFTER_SALE_WINDOW_OVER',
    'AFTER_SALE_QUANTITY',
    'RETURN_NOT_OFFERED',
  )
  preview(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Body({ schema: afterSaleInputSchema }) ask: Ask,
  ): Promise<AfterSalePreview> {
    return this.requesting.preview(shopperId, ask);
  }

  @Post()
  @ApiOperation({ summary: 'Ask for money back. Needs an Idempotency-Key' })
  @Answers(afterSaleSchema, 201)
  @Refuses(
    'ORDER_NOT_FOUND',
    'ORDER_STATE',
    'AFTER_SALE_WINDOW_OVER',
    'AFTER_SALE_QUANTITY',
    'RETURN_NOT_OFFERED',
    'PICTURE_NOT_FOUND',
    'TEXT_REJECTED',
  )
  async request(
    @CurrentShopper() shopper: ShopperSession,
    @IdempotencyKey() key: string,
    @Body({ schema: afterSaleInputSchema }) ask: Ask,
  ): Promise<AfterSale> {
    const id = await this.requesting.request(shopper, key, ask);
    return this.afterSales.show(shopper.shopperId, id);
  }

  @Get()
  @ApiOperation({ summary: 'The shopper’s after-sales, newest first' })
  @Answers(pageSchema(afterSaleSchema))
  list(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: afterSaleListQuerySchema }) query: PageQuery,
  ): Promise<Page<AfterSale>> {
    return this.afterSales.list(shopperId, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One after-sale' })
  @Answers(afterSaleSchema)
  @Refuses('AFTER_SALE_NOT_FOUND')
  show(
    @CurrentShopper() { shopperId }: ShopperSession,
    @AfterSaleId() id: string,
  ): Promise<AfterSale> {
    return this.afterSales.show(shopperId, id);
  }

  /** Safe to repeat. AFTER_SALE_STATE once goods or money are under way. */
  @Post(':id/cancellation')
  @ApiOperation({ summary: 'Take a request back' })
  @Answers(afterSaleSchema)
  @Refuses('AFTER_SALE_NOT_FOUND', 'AFTER_SALE_STATE')
  async cancel(
    @CurrentShopper() { shopperId }: ShopperSession,
    @AfterSaleId() id: string,
  ): Promise<AfterSale> {
    await inTransaction(this.db, (tx) => this.pursuing.cancel(tx, shopperId, id));
    return this.afterSales.show(shopperId, id);
  }

  @Get(':id/return-freight')
  @ApiOperation({ summary: 'What the shopper’s benefit would pay of sending the goods back' })
  @Answers(maybeReturnFreightSchema)
  @Refuses('AFTER_SALE_NOT_FOUND')
  freightOffer(
    @CurrentShopper() { shopperId }: ShopperSession,
    @AfterSaleId() id: string,
  ): Promise<MaybeReturnFreight> {
    return inTransaction(this.db, (tx) => this.pursuing.freightOffer(tx, shopperId, id));
  }

  /** Safe to repeat; another number corrects the first, freight counts as first stated. */
  @Post(':id/return-parcel')
  @ApiOperation({ summary: 'Say by which parcel the goods come back' })
  @Answers(afterSaleSchema)
  @Refuses('AFTER_SALE_NOT_FOUND', 'AFTER_SALE_STATE', 'BENEFIT_USED')
  async sendBack(
    @CurrentShopper() { shopperId }: ShopperSession,
    @AfterSaleId() id: string,
    @Body({ schema: sentBackSchema }) parcel: CheckedSentBack,
  ): Promise<AfterSale> {
    await inTransaction(this.db, (tx) => this.pursuing.sendBack(tx, shopperId, id, parcel));
    return this.afterSales.show(shopperId, id);
  }
}
