import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  afterSaleApprovalSchema,
  afterSaleRejectionSchema,
  goodsReceivedSchema,
  idSchema,
  operatorRefundSchema,
  opsAfterSaleListQuerySchema,
  opsAfterSaleSchema,
  pageSchema,
  type AfterSaleApproval,
  type AfterSaleState,
  type GoodsReceived,
  type OperatorRefund,
  type OpsAfterSale,
  type OpsAfterSaleListQuery,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { AuditTrail } from '../platform/audit-trail.js';
import { Clock } from '../platform/clock.js';
import { IdempotencyKey, once } from '../platform/idempotency.js';
import { Refuses } from '../platform/refuses.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { findAfterSale } from './after-sale.store.js';
import { AfterSales } from './after-sales.service.js';
import { AnswerAfterSale } from './answer-after-sale.service.js';

const Id = () => Param('id', { schema: idSchema });

@ApiTags('ops: after-sales')
@Controller('ops')
export class AfterSalesOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly afterSales: AfterSales,
    private readonly answering: AnswerAfterSale,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  @Get('after-sales')
  @Needs('after-sales.read')
  @ApiOperation({ summary: 'After-sales by state and order, newest first' })
  @Answers(pageSchema(opsAfterSaleSchema))
  list(
    @Query({ schema: opsAfterSaleListQuerySchema }) query: OpsAfterSaleListQuery,
  ): Promise<Page<OpsAfterSale>> {
    return this.afterSales.search(query);
  }

  @Get('after-sales/:id')
  @Needs('after-sales.read')
  @ApiOperation({ summary: 'One after-sale' })
  @Answers(opsAfterSaleSchema)
  @Refuses('AFTER_SALE_NOT_FOUND')
  show(@Id() id: string): Promise<OpsAfterSale> {
    return this.afterSales.showAny(id);
  }

  /** Money alone goes back at once; goods are asked for first. */
  @Post('after-sales/:id/approval')
  @Needs('after-sales.answer')
  @ApiOperation({ summary: 'Grant a request' })
  @Answers(opsAfterSaleSchema)
  @Refuses('AFTER_SALE_NOT_FOUND', 'AFTER_SALE_STATE', 'REFUND_EXCEEDS_PAID')
  approve(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: afterSaleApprovalSchema }) input: AfterSaleApproval,
  ): Promise<OpsAfterSale> {
    return this.answer(operator, 'approve', id, input, (tx) =>
      this.answering.approve(tx, id, input),
    );
  }

  /** Also for goods that came back not as agreed. */
  @Post('after-sales/:id/rejection')
  @Needs('after-sales.answer')
  @ApiOperation({ summary: 'Turn a request down, in words' })
  @Answers(opsAfterSaleSchema)
  @Refuses('AFTER_SALE_NOT_FOUND', 'AFTER_SALE_STATE')
  reject(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: afterSaleRejectionSchema }) input: { answer: string },
  ): Promise<OpsAfterSale> {
    return this.answer(operator, 'reject', id, input, (tx) =>
      this.answering.reject(tx, id, input.answer),
    );
  }

  /** What is fit for sale is put back into stock, and only that. */
  @Post('after-sales/:id/receipt')
  @Needs('after-sales.answer')
  @ApiOperation({ summary: 'The goods came back: refund them' })
  @Answers(opsAfterSaleSchema)
  @Refuses('AFTER_SALE_NOT_FOUND', 'AFTER_SALE_STATE', 'AFTER_SALE_QUANTITY', 'REFUND_EXCEEDS_PAID')
  receive(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: goodsReceivedSchema }) input: GoodsReceived,
  ): Promise<OpsAfterSale> {
    return this.answer(operator, 'receive', id, input, (tx) =>
      this.answering.receive(tx, id, input, operator.operatorId),
    );
  }

  /** Recorded as an after-sale that was asked for and granted at once. */
  @Post('orders/:id/refunds')
  @Needs('refunds.write')
  @ApiOperation({ summary: 'Give money back for units of an order, unasked' })
  @Answers(opsAfterSaleSchema, 201)
  @Refuses(
    'ORDER_NOT_FOUND',
    'ORDER_STATE',
    'AFTER_SALE_QUANTITY',
    'REFUND_EXCEEDS_PAID',
    'OFFLINE_REFERENCE_NEEDED',
  )
  async refund(
    @CurrentOperator() operator: OperatorSession,
    @Id() orderId: string,
    @IdempotencyKey() key: string,
    @Body({ schema: operatorRefundSchema }) input: OperatorRefund,
  ): Promise<OpsAfterSale> {
    const { operatorId: ownerId } = operator;
    const write = { ownerId, key, route: `POST /ops/orders/${orderId}/refunds`, body: input };
    const id = await inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () => {
        const opened = await this.answering.refund(tx, orderId, input, ownerId);
        const what = { subjectKind: 'order', subjectId: orderId, before: null, after: input };
        await this.audit.record(tx, { operator, action: 'order.refund', ...what });
        return opened;
      }),
    );
    return this.afterSales.showAny(id);
  }

  private async answer(
    operator: OperatorSession,
    verb: string,
    id: string,
    input: object,
    work: (tx: Tx) => Promise<AfterSaleState>,
  ): Promise<OpsAfterSale> {
    await inTransaction(this.db, async (tx) => {
      const state = await work(tx);
      const became = await findAfterSale(tx, id);
      await this.audit.record(tx, {
        operator,
        action: `after-sale.${verb}`,
        subjectKind: 'after-sale',
        subjectId: id,
        before: { state },
        after: { ...input, state: became?.state },
      });
    });
    return this.afterSales.showAny(id);
  }
}
