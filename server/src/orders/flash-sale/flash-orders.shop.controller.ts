import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  flashOrderSchema,
  idSchema,
  placedOrderSchema,
  type CheckedFlashOrder,
  type PlacedOrder,
} from '@siyu/shared';
import { CurrentShopper, type ShopperSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Direct } from '../../platform/direct-routes.js';
import { RefusedEarly } from '../../platform/early-refusals.js';
import { IdempotencyKey } from '../../platform/idempotency.js';
import { Refuses } from '../../platform/refuses.js';
import { FLASH_GATE } from './flash-gates.js';
import { PlaceFlashOrder } from './place-flash-order.service.js';

@ApiTags('flash sale')
@Controller('shop/flash-sales/:campaignId/skus/:skuId/orders')
export class FlashOrdersShopController {
  constructor(private readonly placing: PlaceFlashOrder) {}

  /** Holds units of the sale until `payBy`. The order is then like any other. */
  @Post()
  @Direct()
  @RefusedEarly(FLASH_GATE)
  @ApiOperation({ summary: 'Buy one SKU of a flash sale. Needs an Idempotency-Key' })
  @Answers(placedOrderSchema, 201)
  @Refuses(
    'SKU_NOT_FOUND',
    'ADDRESS_NOT_FOUND',
    'SKU_GONE',
    'QUANTITY_LIMIT',
    'REGION_NOT_DELIVERED',
    'QUOTE_CHANGED',
    'RETURN_POLICY_UNCONFIRMED',
    'CAMPAIGN_NOT_LIVE',
    'FLASH_SOLD_OUT',
    'STOCK_INSUFFICIENT',
    'PURCHASE_LIMIT',
    'CAMPAIGN_EXHAUSTED',
    'NEWCOMERS_ONLY',
    'MEMBERS_ONLY',
    'COUPON_STATE',
    'OPEN_ORDERS_TOO_MANY',
    'TEXT_REJECTED',
  )
  place(
    @CurrentShopper() shopper: ShopperSession,
    @IdempotencyKey() key: string,
    @Param('campaignId', { schema: idSchema }) campaignId: string,
    @Param('skuId', { schema: idSchema }) skuId: string,
    @Body({ schema: flashOrderSchema }) request: CheckedFlashOrder,
  ): Promise<PlacedOrder> {
    return this.placing.place(shopper, key, { campaignId, skuId }, request);
  }
}
