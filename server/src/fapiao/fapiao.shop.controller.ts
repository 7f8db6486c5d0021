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
import { TextCheck } from '../identity/text-check.js';
import { Orders } from '../orders/orders.service.js';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Clock } from '../platform/clock.js';
import { IdempotencyKey, isKnownKey, once } from '../platform/idempotency.js';
import { Refuses } from '../platform/refuses.js';
import { inTransaction } from '../platform/transaction.js';
import { Fapiao } from './fapiao.service.js';

@ApiTags('fapiao')
@Controller('shop/orders/:id/fapiao')
export class FapiaoShopController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly fapiao: Fapiao,
    private readonly orders: Orders,
    private readonly text: TextCheck,
    private readonly clock: Clock,
  ) {}

  /** What is asked for may change until it is issued; a repeat of an older request changes nothing. */
  @Post()
  @ApiOperation({ summary: 'Ask for a fapiao of a paid order. Needs an Idempotency-Key' })
  @Answers(orderSchema)
  @Refuses('ORDER_NOT_FOUND', 'FAPIAO_STATE', 'TEXT_REJECTED')
  async request(
    @CurrentShopper() { shopperId, openid }: ShopperSession,
    @IdempotencyKey() key: string,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: fapiaoInputSchema }) input: FapiaoInput,
  ): Promise<Order> {
    const isRepeat = await isKnownKey(this.db.manager, shopperId, key);
    if (!isRepeat) await this.text.accept(openid, input.title);
    const write = { ownerId: shopperId, key, route: `POST /shop/orders/${id}/fapiao`, body: input };
    await inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), () => this.fapiao.request(tx, shopperId, id, input)),
    );
    return this.orders.show(shopperId, id);
  }
}
