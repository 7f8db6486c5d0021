import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { idSchema, promoterDecisionSchema, type PromoterDecision } from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { CommissionHolds } from './commission-holds.service.js';

const OrderId = () => Param('orderId', { schema: idSchema });

@ApiTags('ops: promoters')
@Controller('ops/commissions/:orderId')
@Needs('promoters.write')
export class CommissionHoldsOpsController {
  constructor(private readonly holds: CommissionHolds) {}

  @Post('freeze')
  @ApiOperation({ summary: 'Freeze what promoters have of an order, settled or not' })
  @Answers(null)
  @Refuses('COMMISSION_NOT_FOUND')
  freeze(
    @CurrentOperator() operator: OperatorSession,
    @OrderId() orderId: string,
    @Body({ schema: promoterDecisionSchema }) { reason }: PromoterDecision,
  ): Promise<void> {
    return this.holds.freezeBy(operator, orderId, reason);
  }

  @Post('release')
  @ApiOperation({ summary: 'Release it: it settles once its time has come' })
  @Answers(null)
  @Refuses('COMMISSION_NOT_FOUND')
  release(
    @CurrentOperator() operator: OperatorSession,
    @OrderId() orderId: string,
    @Body({ schema: promoterDecisionSchema }) { reason }: PromoterDecision,
  ): Promise<void> {
    return this.holds.releaseBy(operator, orderId, reason);
  }
}
