import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  paidPlanEditSchema,
  paidPlanInputSchema,
  paidPlanSchema,
  type PaidPlan,
  type PaidPlanEdit,
  type PaidPlanInput,
} from '@siyu/shared';
import { z } from 'zod';
import { CurrentOperator, Needs, type OperatorSession } from '../../../platform/access.js';
import { Answers } from '../../../platform/answers.js';
import { Refuses } from '../../../platform/refuses.js';
import { PaidPlans } from '../plans/paid-plans.service.js';

@ApiTags('ops: paid membership')
@Controller('ops/paid-plans')
export class PaidPlansOpsController {
  constructor(private readonly plans: PaidPlans) {}

  @Get()
  @Needs('paid-plans.read')
  @ApiOperation({ summary: 'Every paid plan, in the order they are shown' })
  @Answers(z.array(paidPlanSchema))
  list(): Promise<PaidPlan[]> {
    return this.plans.list();
  }

  @Post()
  @Needs('paid-plans.write')
  @ApiOperation({ summary: 'Add a paid plan' })
  @Answers(paidPlanSchema, 201)
  create(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: paidPlanInputSchema }) input: PaidPlanInput,
  ): Promise<PaidPlan> {
    return this.plans.create(operator, input);
  }

  /** Whoever bought it keeps the benefits they bought. */
  @Put(':id')
  @Needs('paid-plans.write')
  @ApiOperation({ summary: 'Change a paid plan, or offer it no more' })
  @Answers(paidPlanSchema)
  @Refuses('NOT_FOUND', 'VERSION_CONFLICT')
  change(
    @CurrentOperator() operator: OperatorSession,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: paidPlanEditSchema }) edit: PaidPlanEdit,
  ): Promise<PaidPlan> {
    return this.plans.change(operator, id, edit);
  }
}
