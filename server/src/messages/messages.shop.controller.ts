import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  messageSchema,
  pageQuerySchema,
  pageSchema,
  readMessagesSchema,
  subscriptionAnswersSchema,
  unreadCountSchema,
  type Message,
  type Page,
  type PageQuery,
  type ReadMessages,
  type SubscriptionAnswers,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentShopper, type ShopperSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Clock } from '../platform/clock.js';
import { IdempotencyKey, once } from '../platform/idempotency.js';
import { inTransaction } from '../platform/transaction.js';
import { Inbox } from './inbox.service.js';

@ApiTags('messages')
@Controller('shop')
export class MessagesShopController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly inbox: Inbox,
  ) {}

  @Get('messages')
  @ApiOperation({ summary: 'The shopper’s messages, newest first' })
  @Answers(pageSchema(messageSchema))
  list(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<Page<Message>> {
    return this.inbox.list(shopperId, query);
  }

  @Get('messages/unread-count')
  @ApiOperation({ summary: 'How many messages were not read' })
  @Answers(unreadCountSchema)
  async unread(@CurrentShopper() { shopperId }: ShopperSession): Promise<{ unread: number }> {
    return { unread: await this.inbox.unread(shopperId) };
  }

  /** Safe to repeat. */
  @Post('messages/read')
  @ApiOperation({ summary: 'Mark messages as read: those named, or all' })
  @Answers(null)
  read(
    @CurrentShopper() { shopperId }: ShopperSession,
    @Body({ schema: readMessagesSchema }) { ids }: ReadMessages,
  ): Promise<void> {
    return inTransaction(this.db, (tx) => this.inbox.read(tx, shopperId, ids ?? null));
  }

  /** Each `accept` lets one message of its template through, so it must count once. */
  @Post('subscriptions')
  @ApiOperation({
    summary: 'What WeChat’s subscription sheet was answered. Needs an Idempotency-Key',
  })
  @Answers(null)
  async answer(
    @CurrentShopper() { shopperId }: ShopperSession,
    @IdempotencyKey() key: string,
    @Body({ schema: subscriptionAnswersSchema }) body: SubscriptionAnswers,
  ): Promise<void> {
    const write = { ownerId: shopperId, key, route: 'POST /shop/subscriptions', body };
    await inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), () => this.inbox.answer(tx, shopperId, body)),
    );
  }
}
