import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  opsPointsShopItemSchema,
  pointsShopItemEditSchema,
  pointsShopItemInputSchema,
  type OpsPointsShopItem,
  type PointsShopItemInput,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../../platform/access.js';
import { Answers } from '../../../platform/answers.js';
import { Refuses } from '../../../platform/refuses.js';
import { PointsShopItems } from './points-shop-items.service.js';

/** What is had for points. */
@ApiTags('ops: points')
@Controller('ops/points/shop-items')
export class PointsShopOpsController {
  constructor(private readonly items: PointsShopItems) {}

  @Get()
  @Needs('points.read')
  @ApiOperation({ summary: 'Everything in the points shop, the newest first' })
  @Answers(opsPointsShopItemSchema.array())
  list(): Promise<OpsPointsShopItem[]> {
    return this.items.list();
  }

  @Post()
  @Needs('points.write')
  @ApiOperation({ summary: 'Offer a coupon for points; its campaign must be published' })
  @Answers(opsPointsShopItemSchema, 201)
  @Refuses('CAMPAIGN_NOT_FOUND', 'TOO_LARGE')
  add(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: pointsShopItemInputSchema }) item: PointsShopItemInput,
  ): Promise<OpsPointsShopItem> {
    return this.items.add(operator, item);
  }

  @Put(':id')
  @Needs('points.write')
  @ApiOperation({ summary: 'Edit an item; VERSION_CONFLICT when edited or redeemed meanwhile' })
  @Answers(opsPointsShopItemSchema)
  @Refuses('NOT_FOUND', 'CAMPAIGN_NOT_FOUND', 'VERSION_CONFLICT', 'STOCK_BELOW_ZERO')
  edit(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: pointsShopItemEditSchema })
    body: { item: PointsShopItemInput; version: number },
  ): Promise<OpsPointsShopItem> {
    return this.items.edit(operator, id, body);
  }
}
