import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  fapiaoInputSchema,
  idSchema,
  orderSchema,
  type FapiaoInput,
  type Order,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Orders } from '../orders/orders.service.js';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { inTransaction } from '../platform/transaction.js';
import { Fapiao } from './fapiao.service.js';

@ApiTags('fapiao')
@Controller('shop/orders/:id/fapiao')
export class FapiaoShopController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly fapiao: Fapiao,
    private readonly orders: Orders,
  ) {}

  /** Safe to repeat; what is asked for may change until it is issued. */
  @Post()
  @ApiOperation({ summary: 'Ask for a fapiao of a paid order' })
  @Answers(orderSchema)
  async request(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: fapiaoInputSchema }) input: FapiaoInput,
  ): Promise<Order> {
    await inTransaction(this.db, (tx) => this.fapiao.request(tx, shopperId, id, input));
    return this.orders.show(shopperId, id);
  }
}
