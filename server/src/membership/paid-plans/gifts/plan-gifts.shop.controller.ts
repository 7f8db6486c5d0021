import { Controller, Get, Param, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  givenPlanGiftSchema,
  paidTermSchema,
  planGiftSchema,
  typedCodeSchema,
  type GivenPlanGift,
  type PaidTermView,
  type PlanGiftView,
} from '@siyu/shared';
import { CurrentShopper, type ShopperSession } from '../../../platform/access.js';
import { Answers } from '../../../platform/answers.js';
import { IdempotencyKey } from '../../../platform/idempotency.js';
import { CODE_LIMIT } from '../../../platform/printed-codes.js';
import { Refuses } from '../../../platform/refuses.js';
import { PlanGifts } from './plan-gifts.service.js';

const Code = () => Param('code', { schema: typedCodeSchema });

@ApiTags('paid membership')
@Controller('shop/plan-gifts')
export class PlanGiftsShopController {
  constructor(private readonly gifts: PlanGifts) {}

  @Get()
  @ApiOperation({ summary: 'Plans the shopper has given to friends, newest first' })
  @Answers(givenPlanGiftSchema.array())
  given(@CurrentShopper() { shopperId }: ShopperSession): Promise<GivenPlanGift[]> {
    return this.gifts.given(shopperId);
  }

  @Get(':code')
  @RouteConfig(CODE_LIMIT)
  @ApiOperation({ summary: 'A gift, and how it stands towards who asks' })
  @Answers(planGiftSchema)
  @Refuses('PLAN_GIFT_NOT_FOUND')
  show(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Code() code: string,
  ): Promise<PlanGiftView> {
    return this.gifts.show(shopperId, code);
  }

  /** PLAN_GIFT_STATE tells its `state`. Its term begins where the last of who accepts ends. */
  @Post(':code/acceptance')
  @RouteConfig(CODE_LIMIT)
  @ApiOperation({ summary: 'Accept a gift. Needs an Idempotency-Key' })
  @Answers(paidTermSchema, 201)
  @Refuses('PLAN_GIFT_NOT_FOUND', 'PLAN_GIFT_OWN', 'PLAN_GIFT_STATE')
  accept(
    @CurrentShopper() { shopperId }: ShopperSession,
    @IdempotencyKey() key: string,
    @Code() code: string,
  ): Promise<PaidTermView> {
    return this.gifts.accept(shopperId, key, code);
  }
}
