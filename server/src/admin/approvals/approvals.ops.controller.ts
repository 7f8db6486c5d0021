import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  approvalListQuerySchema,
  approvalSchema,
  idSchema,
  pageSchema,
  type Approval,
  type ApprovalListQuery,
  type Page,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { Approvals } from './approvals.service.js';

const Id = () => Param('id', { schema: idSchema });

@ApiTags('ops: approvals')
@Controller('ops/approvals')
@Needs('approvals.decide')
export class ApprovalsOpsController {
  constructor(private readonly approvals: Approvals) {}

  @Get()
  @ApiOperation({ summary: 'Changes that wait for a second person, and those decided' })
  @Answers(pageSchema(approvalSchema))
  list(
    @Query({ schema: approvalListQuerySchema }) query: ApprovalListQuery,
  ): Promise<Page<Approval>> {
    return this.approvals.list(query);
  }

  /** APPROVAL_NEEDS_ANOTHER for whoever asked; the other refusals are those of the change itself. */
  @Post(':id/approval')
  @ApiOperation({ summary: 'Approve a change that someone else asked for, and make it' })
  @Answers(approvalSchema)
  @Refuses('NOT_FOUND', 'APPROVAL_STATE', 'APPROVAL_NEEDS_ANOTHER', 'BALANCE_INSUFFICIENT')
  @Refuses('PROMOTER_STATE', 'WITHDRAWAL_STATE', 'RECHARGE_CAP')
  approve(@CurrentOperator() operator: OperatorSession, @Id() id: string): Promise<Approval> {
    return this.approvals.approve(operator, id);
  }

  @Post(':id/rejection')
  @ApiOperation({ summary: 'Reject a change, or withdraw one’s own' })
  @Answers(approvalSchema)
  @Refuses('NOT_FOUND', 'APPROVAL_STATE')
  reject(@CurrentOperator() operator: OperatorSession, @Id() id: string): Promise<Approval> {
    return this.approvals.reject(operator, id);
  }
}
