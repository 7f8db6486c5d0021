import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  orderCountsSchema,
  orderListQuerySchema,
  orderSchema,
  orderSummarySchema,
  pageSchema,
  payAnswerSchema,
  placedOrderSchema,
  placeOrderSchema,
  type Order,
  type OrderCounts,
  type OrderState,
  type OrderSummary,
  type Page,
  type PayAnswer,
  type PlacedOrder,
  type CheckedPurchase,
} from '@siyu/shared';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { IdempotencyKey } from '../platform/idempotency.js';
import { Refuses } from '../platform/refuses.js';
import { CloseOrder } from './purchase/close-order.service.js';
import { Orders } from './orders.service.js';
import { PlaceOrder } from './purchase/place-order.service.js';

const OrderId = () => Param('id', { schema: idSchema });

@ApiTags('orders')
@Controller('shop/orders')
export class OrdersShopController {
  constructor(
    private readonly placing: PlaceOrder,
    private readonly orders: Orders,
    private readonly closing: CloseOrder,
  ) {}

  /** Holds stock until `payBy`. QUOTE_CHANGED when the total shown no longer holds. */
  @Post()
  @ApiOperation({ summary: 'Place an order. Needs an Idempotency-Key' })
  @Answers(placedOrderSchema, 201)
  @Refuses(
    'SKU_NOT_FOUND',
    'ADDRESS_NOT_FOUND',
    'NOTHING_TO_BUY',
    'SKU_GONE',
    'STOCK_INSUFFICIENT',
    'QUANTITY_LIMIT',
    'REGION_NOT_DELIVERED',
    'QUOTE_CHANGED',
    'RETURN_POLICY_UNCONFIRMED',
    'CAMPAIGN_NOT_LIVE',
    'CAMPAIGN_EXHAUSTED',
    'PURCHASE_LIMIT',
    'FLASH_SOLD_OUT',
    'NEWCOMERS_ONLY',
    'NEWCOMER_BENEFIT_USED',
    'COUPON_STATE',
    'GROUP_NOT_FOUND',
    'GROUP_FULL',
    'GROUP_EXPIRED',
    'GROUP_ALREADY_JOINED',
    'POINTS_LIMIT',
    'POINTS_INSUFFICIENT',
    'BALANCE_INSUFFICIENT',
    'BALANCE_UNCONFIRMED',
    'TENDERS_EXCEED_TOTAL',
    'OPEN_ORDERS_TOO_MANY',
    'TEXT_REJECTED',
  )
  place(
    @CurrentShopper() shopper: ShopperSession,
    @IdempotencyKey() key: string,
    @Body({ schema: placeOrderSchema }) request: CheckedPurchase,
  ): Promise<PlacedOrder> {
    return this.placing.place(shopper, key, request);
  }

  @Get()
  @ApiOperation({ summary: 'The shopper’s orders, newest first' })
  @Answers(pageSchema(orderSummarySchema))
  list(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: orderListQuerySchema })
    query: { state?: OrderState; cursor?: string; limit: number },
  ): Promise<Page<OrderSummary>> {
    return this.orders.list(shopperId, query);
  }

  @Get('counts')
  @ApiOperation({ summary: 'How many orders wait for something' })
  @Answers(orderCountsSchema)
  counts(@CurrentShopper() { shopperId }: ShopperSession): Promise<OrderCounts> {
    return this.orders.counts(shopperId);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One order with its timeline and parcels' })
  @Answers(orderSchema)
  @Refuses('ORDER_NOT_FOUND')
  show(@CurrentShopper() { shopperId }: ShopperSession, @OrderId() id: string): Promise<Order> {
    return this.orders.show(shopperId, id);
  }

  /** Safe to repeat: the same payment gets a fresh prepay session. */
  @Post(':id/payment')
  @ApiOperation({ summary: 'Arguments for wx.requestPayment, or that nothing is left to pay' })
  @Answers(payAnswerSchema)
  @Refuses('ORDER_NOT_FOUND', 'ORDER_EXPIRED', 'WECHAT_UNAVAILABLE', 'NOTIFICATION_INVALID')
  pay(@CurrentShopper() { shopperId }: ShopperSession, @OrderId() id: string): Promise<PayAnswer> {
    return this.orders.pay(shopperId, id);
  }

  /** Safe to repeat. The server asks WeChat; the phone's word is not taken. */
  @Post(':id/payment/check')
  @ApiOperation({ summary: 'The order after asking WeChat whether it is paid' })
  @Answers(orderSchema)
  @Refuses('ORDER_NOT_FOUND', 'WECHAT_UNAVAILABLE', 'NOTIFICATION_INVALID')
  check(@CurrentShopper() { shopperId }: ShopperSession, @OrderId() id: string): Promise<Order> {
    return this.orders.checkPayment(shopperId, id);
  }

  /** Safe to repeat. Closed at WeChat first, then the stock is released. */
  @Post(':id/cancellation')
  @ApiOperation({ summary: 'Cancel an unpaid order' })
  @Answers(orderSchema)
  @Refuses('ORDER_NOT_FOUND', 'ORDER_STATE')
  async cancel(
    @CurrentShopper() { shopperId }: ShopperSession,
    @OrderId() id: string,
  ): Promise<Order> {
    await this.closing.cancel(shopperId, id);
    return this.orders.show(shopperId, id);
  }
}
