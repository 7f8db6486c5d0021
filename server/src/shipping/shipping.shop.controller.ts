import { Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { idSchema, orderSchema, type Order } from '@siyu/shared';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { Receipt } from './receipt.service.js';

@ApiTags('shipping')
@Controller('shop/orders/:id/receipt')
export class ShippingShopController {
  constructor(private readonly receipt: Receipt) {}

  /** After WeChat's component closed. Safe to repeat; the order is `completed` only if it is. */
  @Post()
  @ApiOperation({ summary: 'The order after asking WeChat whether its goods were received' })
  @Answers(orderSchema)
  @Refuses('ORDER_NOT_FOUND', 'ORDER_STATE', 'WECHAT_UNAVAILABLE')
  confirm(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<Order> {
    return this.receipt.confirm(shopperId, id);
  }
}
