import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  customerAttributionSchema,
  idSchema,
  versionedAttributionRuleSchema,
  type CustomerAttribution,
  type VersionedAttributionRule,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { AttributionRules } from './attribution-rules.js';
import { CustomerAttributions } from './customer-attributions.service.js';

/** Whose customers are whose, and by which rule. */
@ApiTags('ops: referrals')
@Controller('ops')
export class AttributionOpsController {
  constructor(
    private readonly rules: AttributionRules,
    private readonly customers: CustomerAttributions,
  ) {}

  @Get('attribution-rule')
  @Needs('referrals.read')
  @ApiOperation({ summary: 'The rule customers are bound by, and the version an edit must name' })
  @Answers(versionedAttributionRuleSchema)
  rule(): Promise<VersionedAttributionRule> {
    return this.rules.show();
  }

  /** What is bound keeps the days by which it was bound. */
  @Put('attribution-rule')
  @Needs('referrals.write')
  @ApiOperation({ summary: 'Replace the rule; VERSION_CONFLICT when edited meanwhile' })
  @Answers(versionedAttributionRuleSchema)
  @Refuses('VERSION_CONFLICT')
  replace(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: versionedAttributionRuleSchema }) input: VersionedAttributionRule,
  ): Promise<VersionedAttributionRule> {
    return this.rules.edit(operator, input);
  }

  @Get('shoppers/:shopperId/attribution')
  @Needs('referrals.read')
  @ApiOperation({ summary: 'What a customer opened and whose they are, with every reason' })
  @Answers(customerAttributionSchema)
  @Refuses('NOT_FOUND')
  of(@Param('shopperId', { schema: idSchema }) shopperId: string): Promise<CustomerAttribution> {
    return this.customers.of(shopperId);
  }
}
