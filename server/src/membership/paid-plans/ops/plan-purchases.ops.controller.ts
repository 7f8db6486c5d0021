import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  givePlanBackSchema,
  idSchema,
  planRefundPreviewQuerySchema,
  planRefundPreviewSchema,
  planRefundSchema,
  type GivePlanBack,
  type PlanRefundCause,
  type PlanRefundPreview,
  type PlanRefundView,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../../platform/access.js';
import { Answers } from '../../../platform/answers.js';
import { IdempotencyKey } from '../../../platform/idempotency.js';
import { Refuses } from '../../../platform/refuses.js';
import { PlanRefunds } from '../refunds/plan-refunds.service.js';
import { OpsPlanRefunds } from './ops-plan-refunds.service.js';

const PurchaseId = () => Param('id', { schema: idSchema });

@ApiTags('ops: paid membership')
@Controller('ops/plan-purchases')
export class PlanPurchasesOpsController {
  constructor(
    private readonly refunds: PlanRefunds,
    private readonly giving: OpsPlanRefunds,
  ) {}

  @Get(':id/refund')
  @Needs('paid-plans.read')
  @ApiOperation({ summary: 'What giving a plan back would return, and how that comes about' })
  @Answers(planRefundPreviewSchema)
  @Refuses('PLAN_PURCHASE_NOT_FOUND', 'PLAN_PURCHASE_STATE')
  preview(
    @PurchaseId() id: string,
    @Query({ schema: planRefundPreviewQuerySchema }) { cause }: { cause: PlanRefundCause },
  ): Promise<PlanRefundPreview> {
    return this.refunds.preview(id, cause);
  }

  /** PLAN_REFUND_CHANGED tells the `amountFen` of now, PLAN_REFUND_CHANNEL the `channel`. */
  @Post(':id/refund')
  @Needs('paid-plans.refund')
  @ApiOperation({ summary: 'Give a plan back with a reason. Needs an Idempotency-Key' })
  @Answers(planRefundSchema, 201)
  @Refuses(
    'PLAN_PURCHASE_NOT_FOUND',
    'PLAN_PURCHASE_STATE',
    'PLAN_REFUND_CHANGED',
    'PLAN_REFUND_CHANNEL',
    'TRANSFER_INVALID',
  )
  giveBack(
    @CurrentOperator() operator: OperatorSession,
    @PurchaseId() id: string,
    @IdempotencyKey() key: string,
    @Body({ schema: givePlanBackSchema }) ask: GivePlanBack,
  ): Promise<PlanRefundView> {
    return this.giving.giveBack(operator, id, key, ask);
  }
}
