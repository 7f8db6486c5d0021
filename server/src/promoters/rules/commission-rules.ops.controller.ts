import { Body, Controller, Get, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  commissionPreviewAskSchema,
  commissionPreviewSchema,
  versionedCommissionRuleSchema,
  versionedWithdrawalRuleSchema,
  type CommissionPreview,
  type CommissionPreviewAsk,
  type VersionedCommissionRule,
  type VersionedWithdrawalRule,
} from '@siyu/shared';
import { CurrentOperator, Needs, type OperatorSession } from '../../platform/access.js';
import { Answers } from '../../platform/answers.js';
import { Refuses } from '../../platform/refuses.js';
import { EditWithdrawalRule } from '../withdrawals/edit-withdrawal-rule.service.js';
import { CommissionRules } from './commission-rules.service.js';

@ApiTags('ops: promoters')
@Controller('ops/promoter-rules')
export class CommissionRulesOpsController {
  constructor(
    private readonly rules: CommissionRules,
    private readonly withdrawals: EditWithdrawalRule,
  ) {}

  @Get('commission')
  @Needs('promoters.read')
  @ApiOperation({ summary: 'By what promoters earn, and the version an edit must name' })
  @Answers(versionedCommissionRuleSchema)
  show(): Promise<VersionedCommissionRule> {
    return this.rules.current();
  }

  /** Orders that were paid keep the rule they were paid under. */
  @Put('commission')
  @Needs('promoters.write')
  @ApiOperation({ summary: 'A rule for orders paid from now on; VERSION_CONFLICT' })
  @Answers(versionedCommissionRuleSchema)
  @Refuses('VERSION_CONFLICT')
  replace(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: versionedCommissionRuleSchema }) input: VersionedCommissionRule,
  ): Promise<VersionedCommissionRule> {
    return this.rules.replace(operator, input);
  }

  @Post('commission/preview')
  @Needs('promoters.read')
  @ApiOperation({ summary: 'What a rule would give for an order, before it holds' })
  @Answers(commissionPreviewSchema)
  preview(
    @Body({ schema: commissionPreviewAskSchema }) ask: CommissionPreviewAsk,
  ): Promise<CommissionPreview> {
    return this.rules.preview(ask);
  }

  @Get('withdrawals')
  @Needs('promoters.read')
  @ApiOperation({ summary: 'How commission is withdrawn, and the version an edit must name' })
  @Answers(versionedWithdrawalRuleSchema)
  withdrawal(): Promise<VersionedWithdrawalRule> {
    return this.withdrawals.show();
  }

  @Put('withdrawals')
  @Needs('promoters.write')
  @ApiOperation({ summary: 'Replace how commission is withdrawn; VERSION_CONFLICT' })
  @Answers(versionedWithdrawalRuleSchema)
  @Refuses('VERSION_CONFLICT')
  replaceWithdrawal(
    @CurrentOperator() operator: OperatorSession,
    @Body({ schema: versionedWithdrawalRuleSchema }) input: VersionedWithdrawalRule,
  ): Promise<VersionedWithdrawalRule> {
    return this.withdrawals.replace(operator, input);
  }
}
