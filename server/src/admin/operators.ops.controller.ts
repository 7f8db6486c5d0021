import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  newOperatorSchema,
  operatorChangeSchema,
  operatorPasswordSchema,
  operatorSchema,
  type NewOperator,
  type Operator,
  type OperatorChange,
  type OperatorPassword,
} from '@siyu/shared';
import { z } from 'zod';
import { CurrentOperator, Needs, type OperatorSession } from '../platform/access.js';
import { Answers } from '../platform/answers.js';
import { Refuses } from '../platform/refuses.js';
import { Operators } from './operators.service.js';

const OperatorId = () => Param('id', { schema: idSchema });

@ApiTags('ops: operators')
@Controller('ops/operators')
@Needs('operators.manage')
export class OperatorsOpsController {
  constructor(private readonly operators: Operators) {}

  @Get()
  @ApiOperation({ summary: 'Every operator' })
  @Answers(z.array(operatorSchema))
  list(): Promise<Operator[]> {
    return this.operators.list();
  }

  /** OPERATOR_NAME_TAKEN; PERMISSION_MISSING when a role allows more than the author may do. */
  @Post()
  @ApiOperation({ summary: 'Add an operator; the password is shown this once' })
  @Answers(operatorPasswordSchema, 201)
  @Refuses('OPERATOR_NAME_TAKEN', 'NOT_FOUND', 'CONFLICT')
  create(
    @CurrentOperator() author: OperatorSession,
    @Body({ schema: newOperatorSchema }) wanted: NewOperator,
  ): Promise<OperatorPassword> {
    return this.operators.create(author, wanted);
  }

  /** CONFLICT with the reason `last-owner` when nobody would be left who may do everything. */
  @Put(':id')
  @ApiOperation({ summary: 'Give an operator exactly these roles; disable or enable them' })
  @Answers(operatorSchema)
  @Refuses('NOT_FOUND', 'CONFLICT')
  change(
    @CurrentOperator() author: OperatorSession,
    @OperatorId() id: string,
    @Body({ schema: operatorChangeSchema }) change: OperatorChange,
  ): Promise<Operator> {
    return this.operators.change(author, id, change);
  }

  @Post(':id/password')
  @ApiOperation({ summary: 'Make a new password, shown this once; ends sessions and a lockout' })
  @Answers(operatorPasswordSchema)
  @Refuses('NOT_FOUND')
  resetPassword(
    @CurrentOperator() author: OperatorSession,
    @OperatorId() id: string,
  ): Promise<OperatorPassword> {
    return this.operators.resetPassword(author, id);
  }
}
