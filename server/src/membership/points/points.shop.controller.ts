import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  pageQuerySchema,
  pageSchema,
  pointsLineSchema,
  pointsRedemptionSchema,
  pointsShopItemSchema,
  pointsViewSchema,
  redeemPointsSchema,
  type Page,
  type PageQuery,
  type PointsLine,
  type PointsRedemption,
  type PointsShopItem,
  type PointsView,
  type RedeemPoints,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentShopper, type ShopperSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Clock } from '../../platform/clock.js';
import { IdempotencyKey, once } from '../../platform/idempotency.js';
import { Refuses } from '../../platform/refuses.js';
import { inTransaction } from '../../platform/transaction.js';
import { PointsPages } from './points-pages.service.js';
import { PointsShop } from './shop/points-shop.service.js';

const REDEEM = 'POST /shop/points/redemptions';

@ApiTags('points')
@Controller('shop/points')
export class PointsShopController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly pages: PointsPages,
    private readonly shop: PointsShop,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The shopper’s points, what lapses next, and the rules' })
  @Answers(pointsViewSchema)
  view(@CurrentShopper() { shopperId }: ShopperSession): Promise<PointsView> {
    return this.pages.view(shopperId);
  }

  @Get('history')
  @ApiOperation({
    summary: 'What happened to the shopper’s points, newest first, with the balance',
  })
  @Answers(pageSchema(pointsLineSchema))
  history(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<PointsLine>> {
    return this.pages.history(shopperId, query);
  }

  @Get('shop')
  @ApiOperation({ summary: 'Coupons that are had for points, as each stands towards the shopper' })
  @Answers(pointsShopItemSchema.array())
  items(@CurrentShopper() { shopperId }: ShopperSession): Promise<PointsShopItem[]> {
    return this.shop.list(shopperId);
  }

  @Post('redemptions')
  @ApiOperation({ summary: 'Have a coupon for points. Needs an Idempotency-Key' })
  @Answers(pointsRedemptionSchema, 201)
  @Refuses(
    ...(['NOT_FOUND', 'QUOTE_CHANGED', 'POINTS_INSUFFICIENT', 'PURCHASE_LIMIT'] as const),
    ...(['COUPONS_GONE', 'CAMPAIGN_NOT_LIVE'] as const),
  )
  redeem(
    @CurrentShopper() { shopperId }: ShopperSession,
    @IdempotencyKey() key: string,
    @Body({ schema: redeemPointsSchema }) body: RedeemPoints,
  ): Promise<PointsRedemption> {
    const write = { ownerId: shopperId, key, route: REDEEM, body };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), () => this.shop.redeem(tx, shopperId, body)),
    );
  }
}
