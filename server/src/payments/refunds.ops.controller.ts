import { Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  opsRefundListQuerySchema,
  opsRefundSchema,
  pageSchema,
  type OpsRefund,
  type OpsRefundListQuery,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../platform/audit-trail.js';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { inTransaction } from '../platform/transaction.js';
import { Refunds } from './refunds.service.js';

@ApiTags('ops: refunds')
@Controller('ops/refunds')
export class RefundsOpsController {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly refunds: Refunds,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Needs('refunds.read')
  @ApiOperation({ summary: 'Refunds, newest first; `abnormal` and `closed` wait for a decision' })
  @Answers(pageSchema(opsRefundSchema))
  list(
    @Query({ schema: opsRefundListQuerySchema }) query: OpsRefundListQuery,
  ): Promise<Page<OpsRefund>> {
    return this.refunds.list(query);
  }

  /** PAYMENT_STATE unless it failed. */
  @Post(':id/retry')
  @Needs('refunds.write')
  @ApiOperation({ summary: 'Send a refund that failed at WeChat again' })
  @Answers(opsRefundSchema)
  @Refuses('NOT_FOUND', 'PAYMENT_STATE')
  async retry(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<OpsRefund> {
    await inTransaction(this.db, async (tx) => {
      const before = await this.refunds.retry(tx, id);
      await this.audit.record(tx, {
        operator,
        action: 'refund.retry',
        subjectKind: 'refund',
        subjectId: id,
        before: { state: before },
        after: { state: 'requested' },
      });
    });
    return this.refunds.show(id);
  }
}
