import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  Put,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  opsOrderFilterSchema,
  opsOrderListQuerySchema,
  opsOrderSchema,
  opsOrderSummarySchema,
  opsRemarkSchema,
  pageSchema,
  type OpsOrder,
  type OpsOrderFilter,
  type OpsOrderListQuery,
  type OpsOrderSummary,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../platform/audit-trail.js';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers, AnswersFile } from '../platform/answers.js';
import { csvDownload } from '../platform/csv-download.js';
import { Refuses } from '../platform/refuses.js';
import { inTransaction } from '../platform/transaction.js';
import { exportRows } from './views/order-export.js';
import { OpsOrders } from './views/ops-orders.service.js';

const OrderId = () => Param('id', { schema: idSchema });

@ApiTags('ops: orders')
@Controller('ops/orders')
export class OrdersOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly orders: OpsOrders,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Needs('orders.read')
  @ApiOperation({ summary: 'Orders by state, Beijing days, recipient or number, newest first' })
  @Answers(pageSchema(opsOrderSummarySchema))
  list(
    @Query({ schema: opsOrderListQuerySchema }) query: OpsOrderListQuery,
  ): Promise<Page<OpsOrderSummary>> {
    return this.orders.list(query);
  }

  /** Names and addresses leave the shop with it, so that it is kept who took them and which. */
  @Get('export.csv')
  @Needs('orders.export')
  @ApiOperation({ summary: 'The orders of a filter as CSV, one row a line' })
  @AnswersFile('text/csv')
  async export(
    @CurrentOperator() operator: OperatorSession,
    @Query({ schema: opsOrderFilterSchema }) filter: OpsOrderFilter,
  ): Promise<StreamableFile> {
    const asked = { subjectKind: 'order', subjectId: 'all', before: null, after: filter };
    await inTransaction(this.db, (tx) =>
      this.audit.record(tx, { operator, action: 'order.export', ...asked }),
    );
    return csvDownload(exportRows(this.orders.all(filter)), 'orders.csv');
  }

  @Get(':id')
  @Needs('orders.read')
  @ApiOperation({ summary: 'One order with its payment, refunds and what WeChat was told' })
  @Answers(opsOrderSchema)
  @Refuses('ORDER_NOT_FOUND')
  show(@OrderId() id: string): Promise<OpsOrder> {
    return this.orders.show(id);
  }

  /** The shopper never sees it. */
  @Put(':id/remark')
  @Needs('orders.remark')
  @ApiOperation({ summary: 'Write the operator’s remark on an order' })
  @Answers(opsOrderSchema)
  @Refuses('ORDER_NOT_FOUND')
  async remark(
    @CurrentOperator() operator: OperatorSession,
    @OrderId() id: string,
    @Body({ schema: opsRemarkSchema }) { remark }: { remark: string },
  ): Promise<OpsOrder> {
    await inTransaction(this.db, async (tx) => {
      const before = await this.orders.remark(tx, id, remark);
      await this.audit.record(tx, {
        operator,
        action: 'order.remark',
        subjectKind: 'order',
        subjectId: id,
        before: { remark: before },
        after: { remark },
      });
    });
    return this.orders.show(id);
  }
}
