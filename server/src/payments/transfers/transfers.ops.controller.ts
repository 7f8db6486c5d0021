import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  opsTransferListQuerySchema,
  opsTransferSchema,
  pageSchema,
  paidOutsideSchema,
  type OpsTransfer,
  type OpsTransferListQuery,
  type Page,
  type PaidOutside,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { OpsTransfers } from './ops-transfers.service.js';

const Id = () => Param('id', { schema: idSchema });

@ApiTags('ops: transfers')
@Controller('ops/transfers')
export class TransfersOpsController {
  constructor(private readonly transfers: OpsTransfers) {}

  @Get()
  @Needs('refunds.read')
  @ApiOperation({ summary: 'Money sent to people through WeChat, newest first' })
  @Answers(pageSchema(opsTransferSchema))
  list(
    @Query({ schema: opsTransferListQuerySchema }) query: OpsTransferListQuery,
  ): Promise<Page<OpsTransfer>> {
    return this.transfers.list(query);
  }

  /** TRANSFER_STATE once its person has confirmed it, or it has ended. */
  @Post(':id/cancellation')
  @Needs('refunds.write')
  @ApiOperation({ summary: 'Cancel a transfer that nobody has confirmed' })
  @Answers(opsTransferSchema)
  @Refuses('NOT_FOUND', 'TRANSFER_STATE')
  cancel(@CurrentOperator() operator: OperatorSession, @Id() id: string): Promise<OpsTransfer> {
    return this.transfers.cancel(operator, id);
  }

  /** TRANSFER_STATE unless it failed or was cancelled and no other was begun. */
  @Post(':id/payment')
  @Needs('refunds.write')
  @ApiOperation({ summary: 'Record that what a transfer could not was paid outside WeChat' })
  @Answers(opsTransferSchema)
  @Refuses('NOT_FOUND', 'TRANSFER_STATE')
  payOutside(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: paidOutsideSchema }) { reference }: PaidOutside,
  ): Promise<OpsTransfer> {
    return this.transfers.payOutside(operator, id, reference);
  }
}
