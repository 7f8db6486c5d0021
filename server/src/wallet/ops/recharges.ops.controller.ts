import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  giveRechargeBackSchema,
  idSchema,
  opsRechargeListQuerySchema,
  opsRechargeSchema,
  pageSchema,
  rechargeRefundPreviewQuerySchema,
  rechargeRefundPreviewSchema,
  rechargeRefundSchema,
  type GiveRechargeBack,
  type OpsRecharge,
  type OpsRechargeListQuery,
  type Page,
  type RechargeRefundPreview,
  type RechargeRefundView,
  type RefundCause,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { IdempotencyKey } from '../../platform/idempotency.js';
import { Refuses } from '../../platform/refuses.js';
import { RechargeRefunds } from '../refunds/recharge-refunds.service.js';
import { OpsRecharges } from './ops-recharges.service.js';

const RechargeId = () => Param('id', { schema: idSchema });

@ApiTags('ops: wallet')
@Controller('ops/recharges')
export class RechargesOpsController {
  constructor(
    private readonly recharges: OpsRecharges,
    private readonly refunds: RechargeRefunds,
  ) {}

  @Get()
  @Needs('wallet.read')
  @ApiOperation({ summary: 'Recharges with what is left of them, newest first' })
  @Answers(pageSchema(opsRechargeSchema))
  list(
    @Query({ schema: opsRechargeListQuerySchema }) query: OpsRechargeListQuery,
  ): Promise<Page<OpsRecharge>> {
    return this.recharges.list(query);
  }

  @Get(':id/refund')
  @Needs('wallet.read')
  @ApiOperation({ summary: 'What giving a recharge back would return, and how that comes about' })
  @Answers(rechargeRefundPreviewSchema)
  @Refuses('RECHARGE_NOT_FOUND', 'RECHARGE_STATE')
  preview(
    @RechargeId() id: string,
    @Query({ schema: rechargeRefundPreviewQuerySchema }) { cause }: { cause: RefundCause },
  ): Promise<RechargeRefundPreview> {
    return this.refunds.preview(id, cause);
  }

  /** RECHARGE_CHANGED tells the `amountFen` of now, RECHARGE_REFUND_CHANNEL the `channel`. */
  @Post(':id/refund')
  @Needs('wallet.refund')
  @ApiOperation({ summary: 'Give a recharge back. Needs an Idempotency-Key' })
  @Answers(rechargeRefundSchema, 201)
  @Refuses(
    'RECHARGE_NOT_FOUND',
    'RECHARGE_STATE',
    'RECHARGE_REFUND_WINDOW',
    'RECHARGE_CHANGED',
    'RECHARGE_REFUND_CHANNEL',
  )
  giveBack(
    @CurrentOperator() operator: OperatorSession,
    @RechargeId() id: string,
    @IdempotencyKey() key: string,
    @Body({ schema: giveRechargeBackSchema }) ask: GiveRechargeBack,
  ): Promise<RechargeRefundView> {
    return this.recharges.giveBack(operator, id, key, ask);
  }
}
