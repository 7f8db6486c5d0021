import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  opsWithdrawalSchema,
  pageSchema,
  withdrawalEndSchema,
  withdrawalListQuerySchema,
  type OpsWithdrawal,
  type Page,
  type WithdrawalEnd,
  type WithdrawalListQuery,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { OpsWithdrawals } from './ops-withdrawals.service.js';

const Id = () => Param('id', { schema: idSchema });

@ApiTags('ops: promoters')
@Controller('ops/withdrawals')
@Needs('promoters.pay')
export class WithdrawalsOpsController {
  constructor(private readonly withdrawals: OpsWithdrawals) {}

  @Get()
  @ApiOperation({ summary: 'Commission that is withdrawn, newest first' })
  @Answers(pageSchema(opsWithdrawalSchema))
  list(
    @Query({ schema: withdrawalListQuerySchema }) query: WithdrawalListQuery,
  ): Promise<Page<OpsWithdrawal>> {
    return this.withdrawals.list(query);
  }

  /** Nothing is sent by this: it says that an operator has paid, and how. */
  @Post(':id/payment')
  @ApiOperation({ summary: 'Record that a withdrawal was paid outside WeChat' })
  @Answers(opsWithdrawalSchema)
  @Refuses('WITHDRAWAL_NOT_FOUND', 'WITHDRAWAL_STATE', 'PROMOTER_STATE')
  pay(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: withdrawalEndSchema }) { note }: WithdrawalEnd,
  ): Promise<OpsWithdrawal> {
    return this.withdrawals.pay(operator, id, note);
  }

  @Post(':id/return')
  @ApiOperation({ summary: 'Do not pay: the sum is the promoter’s again' })
  @Answers(opsWithdrawalSchema)
  @Refuses('WITHDRAWAL_NOT_FOUND', 'WITHDRAWAL_STATE', 'TRANSFER_STATE')
  giveBack(
    @CurrentOperator() operator: OperatorSession,
    @Id() id: string,
    @Body({ schema: withdrawalEndSchema }) { note }: WithdrawalEnd,
  ): Promise<OpsWithdrawal> {
    return this.withdrawals.giveBack(operator, id, note);
  }
}
